import { vi } from 'vitest';
import { Paces } from '../room/rate-limits.ts';

/** For tests that are about something else: until the test ends, nobody is too fast. */
export function letEverybodyHurry(): void {
  vi.spyOn(Paces.prototype, 'act').mockReturnValue(undefined);
  vi.spyOn(Paces.prototype, 'once').mockReturnValue(undefined);
  vi.spyOn(Paces.prototype, 'page').mockReturnValue(undefined);
}
