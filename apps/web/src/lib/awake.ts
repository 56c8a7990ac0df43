/** Lights go out after five minutes, and the lobby learns of a word up to ten minutes late. */
const awakeMs = 15 * 60_000;

/** Whether another room, in which somebody spoke last at this time as far as is known, may be awake. */
export function isAwakeAt(at: number | undefined, now: number): boolean {
  return at !== undefined && now - at < awakeMs;
}
