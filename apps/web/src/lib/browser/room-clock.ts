/**
 * Milliseconds since 1970 by the room's clock, as far as this page can tell: from the moment its HTML was made.
 * Many clocks are a little off, and the way here takes a moment; only a real difference is made up for.
 */
export function roomClock(madeAt: number): () => number {
  const ahead = Date.now() - madeAt;
  return Math.abs(ahead) < tolerableMs ? Date.now : () => Date.now() - ahead;
}

const tolerableMs = 60_000;
