// Runs with every file of tests in the Workers runtime. They share one runtime and its modules (a runtime for each file
// would double the time), so what one test put in place must be gone before the next, whichever file that is in.
import { afterEach, vi } from 'vitest';
import { setClockRight } from './moving-clock.ts';

afterEach(() => {
  setClockRight();
  vi.restoreAllMocks();
});
