/** How patient a client is. All in milliseconds. */
export const timing = {
  /** Opening a socket, and then being welcomed, each have this long. */
  openMs: 10_000,
  greetMs: 10_000,
  /** How long a nudge lets an attempt go on before it tries another. */
  impatientMs: 2_000,
  /** After this much silence the room's runtime is asked for a pong, which does not wake the room. */
  pingAfterMs: 20_000,
  pongMs: 5_000,
  /** A connection that lasted this long was a good one: the next attempt starts from the shortest wait. */
  steadyMs: 5_000,
  shortestBackoffMs: 500,
  longestBackoffMs: 30_000,
} as const;

/**
 * Exponential backoff with full jitter: anything from nothing to the doubled wait, so that a room full of
 * people who lost it together does not get them all back in the same instant.
 *
 * @param attempt how many attempts have failed in a row, from 0
 * @param random  from 0 up to, not including, 1
 */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(timing.longestBackoffMs, timing.shortestBackoffMs * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * random);
}
