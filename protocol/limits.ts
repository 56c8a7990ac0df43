/** Every number that both ends agree on. Sizes are in the unit their name states. */
export const limits = {
  /** Letters are Unicode code points: what a person would roughly count, and what any language can count. */
  messageLetters: 4_000,
  nameLetters: 64,
  roomNameLetters: 64,
  /** Combining marks on one base letter. Every living script stays below; "zalgo" does not. */
  marksInARow: 4,
  /** A whole frame towards the room, measured before it is parsed. */
  frameBytes: 32_768,
  /** Messages in one page of history. */
  pageMessages: 50,
  /** Words in one page or one welcome, in UTF-8, of which there is always one message: a slow line must get in. */
  pageBytes: 65_536,
  /** Messages in a welcome that does not just go on: fewer, because after a restart everybody gets one. */
  firstPageMessages: 20,
  /** How far back a resent act is looked for: changes of the room after the last one its sender had seen. */
  resendScanChanges: 10_000,
  /** How many changes of older messages a return looks through before it starts over. */
  changesReplayed: 500,
} as const;

/** Answered by the runtime itself, so that asking does not wake a sleeping room. Plain text, not JSON. */
export const heartbeat = {
  ping: 'ping',
  pong: 'pong',
  /** A line that has not asked for this long is dead. Hidden pages are let run once a minute. */
  silentMs: 75_000,
} as const;
