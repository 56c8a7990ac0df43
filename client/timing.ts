/** How patient a client is. All in milliseconds. */
export const timing = {
  /** Opening a socket, and then being welcomed, each have this long. */
  openMs: 10_000,
  greetMs: 10_000,
  /** How long a nudge lets an attempt go on before it tries another. */
  impatientMs: 2_000,
  /**
   * The room's runtime is asked for a pong this often, whatever else is heard: it does not wake the room, and
   * the room takes a line that never asks for dead.
   */
  pingMs: 20_000,
  pongMs: 5_000,
  /** A connection that lasted this long was a good one: the next attempt starts from the shortest wait. */
  steadyMs: 5_000,
  shortestBackoffMs: 500,
  longestBackoffMs: 30_000,
  /** What each person present adds to the shortest backoff: a thousand people come back over some seconds. */
  perPersonMs: 3,
  /** However long a room asks to be left alone, somebody waits for it. */
  longestRetryAfterMs: 5 * 60_000,
  /** Someone who is back this soon never left: they only loaded the page anew. */
  graceMs: 10_000,
} as const;

/**
 * Exponential backoff with full jitter: anything from nothing to the doubled wait, so that a room full of
 * people who lost it together does not get them all back in the same instant.
 *
 * @param attempt how many attempts have failed in a row, from 0
 * @param random  from 0 up to, not including, 1
 * @param crowd   how many people are likely to come back at the same time
 */
export function backoffMs(attempt: number, random: number, crowd: number): number {
  const shortest = timing.shortestBackoffMs + crowd * timing.perPersonMs;
  const ceiling = Math.min(timing.longestBackoffMs, shortest * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling * random);
}
