// Runs with every file of tests in the Workers runtime. They share one runtime and its modules (a runtime for each file
// would double the time), so what one test put in place must be gone before the next, whichever file that is in.
import { afterEach, beforeEach, vi } from 'vitest';
import { UnreadNews } from '../room-object/unread-news.ts';
import { setClockRight } from './moving-clock.ts';

// Two seconds after a word rooms tell those who are away: mostly after the test, which is about something else. read-state.test.ts lets them.
beforeEach(() => {
  vi.spyOn(UnreadNews.prototype, 'goesOn').mockReturnValue(undefined);
});

afterEach(() => {
  setClockRight();
  vi.restoreAllMocks();
});
