/**
 * Why a socket was closed. The sentence is the close reason on the wire, for whoever writes a client.
 *
 * `then` is what a client does about it: `retry` with backoff, `stop` because trying again cannot help,
 * `reload` because the page is older than the room, `introduce` because a name must be given first.
 */
export const closeCodes = {
  binary: { code: 1003, then: 'stop', sentence: 'Frames are text.' },
  tooLarge: { code: 1009, then: 'stop', sentence: 'A frame takes at most 32 KiB.' },
  fault: { code: 1011, then: 'retry', sentence: 'Something broke on our side.' },
  notJson: { code: 4000, then: 'stop', sentence: 'A frame is one JSON object.' },
  notOfTheProtocol: { code: 4001, then: 'stop', sentence: 'The protocol has no such frame.' },
  wrongVersion: { code: 4002, then: 'reload', sentence: 'The room speaks another version of the protocol.' },
  beforeHello: { code: 4003, then: 'stop', sentence: 'The first frame is a hello.' },
  helloTwice: { code: 4004, then: 'stop', sentence: 'One hello is enough.' },
  noName: { code: 4010, then: 'introduce', sentence: 'Give a name first: there was no valid guest cookie.' },
} as const satisfies Record<string, { code: number; then: Then; sentence: string }>;

type Then = 'retry' | 'stop' | 'reload' | 'introduce';
export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** Any code that is not ours (a lost line is 1006, a restarting server 1001 or 1012) deserves a retry. */
export function afterClose(code: number): Then {
  return Object.values(closeCodes).find((known) => known.code === code)?.then ?? 'retry';
}
