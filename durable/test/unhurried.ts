import { vi } from 'vitest';
import { RateLimits } from '../room/rate-limits.ts';

/** For tests that are about something else: until the test ends, nobody is too fast. */
export function letEverybodyHurry(): void {
  vi.spyOn(RateLimits.prototype, 'act').mockReturnValue(undefined);
  vi.spyOn(RateLimits.prototype, 'once').mockReturnValue(undefined);
  vi.spyOn(RateLimits.prototype, 'page').mockReturnValue(undefined);
  vi.spyOn(RateLimits.prototype, 'search').mockReturnValue(undefined);
}
