/**
 * Why a socket was closed. `close-sentences.ts` has the close reasons.
 *
 * `then` is what a client does about it: `retry` with backoff, `stop` because trying again cannot help,
 * `reload` because the page is older than the room, `introduce` because a name must be given first, `leave`
 * because the room is not open to this person (any more).
 */
export const closeCodes = {
  binary: { code: 1003, then: 'stop' },
  tooLarge: { code: 1009, then: 'stop' },
  fault: { code: 1011, then: 'retry' },
  /** Its reason on the wire is not a sentence but how long to stay away: see `retryAfterReason`. */
  overloaded: { code: 1013, then: 'retry' },
  notJson: { code: 4000, then: 'stop' },
  notOfTheProtocol: { code: 4001, then: 'stop' },
  wrongVersion: { code: 4002, then: 'reload' },
  beforeHello: { code: 4003, then: 'stop' },
  helloTwice: { code: 4004, then: 'stop' },
  noHello: { code: 4005, then: 'retry' },
  silent: { code: 4006, then: 'retry' },
  /** Its reason on the wire is not a sentence but how long to stay away, as with `overloaded`. */
  tooFast: { code: 4007, then: 'retry' },
  /** One of them may close at any time, or be found dead. */
  tooManySockets: { code: 4008, then: 'retry' },
  noName: { code: 4010, then: 'introduce' },
  signedOut: { code: 4011, then: 'introduce' },
  nameTaken: { code: 4012, then: 'introduce' },
  noRoom: { code: 4013, then: 'leave' },
  banned: { code: 4014, then: 'leave' },
  kicked: { code: 4015, then: 'leave' },
} as const satisfies Record<string, { code: number; then: Then }>;

type Then = 'retry' | 'stop' | 'reload' | 'introduce' | 'leave';
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** Any code that is not ours (a lost line is 1006, a restarting server 1001 or 1012) deserves a retry. */
export function afterClose(code: number): Then {
  return Object.values(closeCodes).find((known) => known.code === code)?.then ?? 'retry';
}

/** The close reason of `overloaded` and `tooFast`, after the HTTP header that says the same. */
export function retryAfterReason(seconds: number): string {
  return `Retry-After: ${seconds}`;
}

/** How long a close reason asks a client to stay away; undefined when it does not. */
export function retryAfterMs(reason: string): number | undefined {
  const [, seconds] = /^Retry-After: (\d{1,5})$/.exec(reason) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
