import { vi } from 'vitest';

let aheadMs = 0;

export const dayMs = 24 * 60 * 60 * 1000;

/** Moves the clock of the Worker and its objects, until the test ends. Alarms ring when a test rings them. */
export function pass(ms: number): void {
  const real = Date.now.bind(Date);
  if (!vi.isMockFunction(Date.now)) vi.spyOn(Date, 'now').mockImplementation(() => real() + aheadMs);
  aheadMs += ms;
}

/** The mock itself ends with the test. */
export function setClockRight(): void {
  aheadMs = 0;
}
