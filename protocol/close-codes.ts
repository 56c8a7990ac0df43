/**
 * Why a socket was closed. The sentence is the close reason on the wire, for whoever writes a client.
 *
 * `then` is what a client does about it: `retry` with backoff, `stop` because trying again cannot help,
 * `reload` because the page is older than the room, `introduce` because a name must be given first, `leave`
 * because the room is not open to this person (any more).
 */
export const closeCodes = {
  binary: { code: 1003, then: 'stop', sentence: 'Frames are text.' },
  tooLarge: { code: 1009, then: 'stop', sentence: 'A frame takes at most 32 KiB.' },
  fault: { code: 1011, then: 'retry', sentence: 'Something broke on our side.' },
  /** Its reason on the wire is not the sentence but how long to stay away: see `retryAfterReason`. */
  overloaded: {
    code: 1013,
    then: 'retry',
    sentence: 'The room has more to do than it can. Come back later.',
  },
  notJson: { code: 4000, then: 'stop', sentence: 'A frame is one JSON object.' },
  notOfTheProtocol: { code: 4001, then: 'stop', sentence: 'The protocol has no such frame.' },
  wrongVersion: { code: 4002, then: 'reload', sentence: 'The room speaks another version of the protocol.' },
  beforeHello: { code: 4003, then: 'stop', sentence: 'The first frame is a hello.' },
  helloTwice: { code: 4004, then: 'stop', sentence: 'One hello is enough.' },
  noHello: { code: 4005, then: 'retry', sentence: 'A hello was waited for, and never came.' },
  silent: { code: 4006, then: 'retry', sentence: 'The line was silent for so long that it seemed dead.' },
  /** Its reason on the wire is not the sentence but how long to stay away, as with `overloaded`. */
  tooFast: { code: 4007, then: 'retry', sentence: 'Too much came too fast.' },
  /** One of them may close at any time, or be found dead. */
  tooManySockets: {
    code: 4008,
    then: 'retry',
    sentence: 'This person has too many sockets open here. One comes in when another has closed.',
  },
  noName: {
    code: 4010,
    then: 'introduce',
    sentence: 'Give a name first: there was no valid session cookie.',
  },
  signedOut: { code: 4011, then: 'introduce', sentence: 'This session was signed out.' },
  nameTaken: {
    code: 4012,
    then: 'introduce',
    sentence: 'Somebody here has that name already. Choose another.',
  },
  noRoom: { code: 4013, then: 'leave', sentence: 'There is no such room.' },
  banned: { code: 4014, then: 'leave', sentence: 'This room is closed to you.' },
  kicked: { code: 4015, then: 'leave', sentence: 'You were asked to leave this room.' },
} as const satisfies Record<string, { code: number; then: Then; sentence: string }>;

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
