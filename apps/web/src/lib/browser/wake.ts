const lookEveryMs = 5_000;
const sleptMs = 15_000;

/** What time it is, and how to look again and again until the returned function is called. */
export type WallClock = { now(): number; every(ms: number, look: () => void): () => void };

const wallClock: WallClock = {
  now: Date.now,
  every(ms, look) {
    const timer = setInterval(look, ms);
    return () => clearInterval(timer);
  },
};

/**
 * Calls back once the computer has slept, or the browser has let the page lie for as long. No browser says so:
 * it shows in the time that is missing. Returns how to stop.
 */
export function noticeWaking(woke: () => void, clock: WallClock = wallClock): () => void {
  let last = clock.now();
  return clock.every(lookEveryMs, () => {
    const missedMs = clock.now() - last;
    last = clock.now();
    if (missedMs > sleptMs) woke();
  });
}
