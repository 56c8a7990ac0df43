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
  /** How far back a resent message is looked for: messages after the last one its sender had seen. */
  resendScanMessages: 10_000,
} as const;

/** Answered by the runtime itself, so that asking does not wake a sleeping room. Plain text, not JSON. */
export const heartbeat = { ping: 'ping', pong: 'pong' } as const;
