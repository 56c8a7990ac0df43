/** A difference between the clocks below this is theirs, and no sleep. */
const tolerableMs = 1_000;

/**
 * A clock for measuring how long something took, by which a computer's sleep is time as well. `performance.now`
 * stands still meanwhile in some browsers, and `Date.now` can be set to anything by anybody.
 * @param steady never goes back, but may stand still
 * @param wall goes on while nothing else does, and may jump either way
 * @returns milliseconds since it was made: the larger of what both say, and never less than before
 */
export function elapsedClock(steady: () => number, wall: () => number): () => number {
  const start = steady();
  let sleptMs = 0;
  let last = { steady: start, wall: wall() };
  return () => {
    const now = { steady: steady(), wall: wall() };
    const missedMs = now.wall - last.wall - (now.steady - last.steady);
    if (missedMs > tolerableMs) sleptMs += missedMs;
    last = now;
    return now.steady - start + sleptMs;
  };
}
