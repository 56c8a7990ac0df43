/**
 * Why a room, or the Worker before it, does not do what a person asked. Expected, and the person's to mend:
 * the sentence says what is wrong and what would be right.
 */
export const wireReasons = [
  'empty',
  'too-long',
  'unreadable',
  'too-many-marks',
  'too-old',
  'no-such-page',
  'no-such-message',
  'not-yours',
  'deleted',
  'muted',
  'locked',
  'not-allowed',
  'too-fast',
  'slow',
  'too-many-mentions',
  'here-too-often',
  'not-one-emoji',
  'too-many-reactions',
  'thread-in-thread',
  'threads-off',
  'unknown-act',
] as const;
export type WireReason = (typeof wireReasons)[number];

/** What the Worker refuses by HTTP and to pages, besides: none of them ever comes over a socket. */
export const httpReasons = [
  'name-taken',
  'reserved',
  'no-such-person',
  'no-such-invite',
  'too-many-rooms',
  'too-many',
  'last-passkey',
  'no-such-passkey',
] as const;
export type HttpReason = (typeof httpReasons)[number];

export type Reason = WireReason | HttpReason;

/** `retryAfterMs`: when the same could be accepted. `until`: when what stands in the way ends, since 1970. */
export type Refusal<R extends Reason = Reason> = { refused: R; retryAfterMs?: number; until?: number };

/** Of an act, or of a page of history. */
export type WireRefusal = Refusal<WireReason>;

export const refusalSentences: Record<Reason, string> = {
  empty: 'There is nothing in it yet. Write at least one letter.',
  'too-long':
    'That is too long. A message takes 4,000 letters, a topic and a reason 200, a name and a title 64.',
  unreadable: 'It holds characters nobody can see or read. Take them out and try again.',
  'too-many-marks': 'It stacks too many accents on one letter. Four are the most.',
  'too-old': 'Too much was said since this was first sent. Look whether it arrived, or send it anew.',
  'no-such-page': 'The room has no such page of history.',
  'no-such-message': 'The room has no such message.',
  'not-yours': 'Only whoever said it may change it.',
  deleted: 'This message was deleted, and can no longer be changed.',
  muted: 'You are muted here for now. You can still read along.',
  locked: 'The room is locked: only its moderators write for now.',
  'not-allowed': 'You may not do this here.',
  'too-fast': 'That was quick. Wait a moment, then go on.',
  slow: 'The room is in slow mode. Wait a moment between two messages.',
  'too-many-mentions': 'That mentions more than 20 people. Mention fewer of them, or say it to everybody.',
  'here-too-often': 'You called everybody here a moment ago. Say it without @here, or wait some minutes.',
  'not-one-emoji': 'One emoji goes here, and nothing else.',
  'too-many-reactions':
    'That is more than a message takes: 50 kinds of reactions, and 20 of one person. Use one that is there.',
  'thread-in-thread':
    'A thread hangs on what is said in the room. This was said in one already: answer there.',
  'threads-off': 'This room keeps no threads any more. Say it in the room.',
  'unknown-act': 'The room does not know how to do this. It may learn it soon.',
  'name-taken': 'Somebody here has that name already. Choose another.',
  reserved: 'That name would be taken for somebody in charge. Choose another.',
  'no-such-person': 'The room knows nobody like that.',
  'no-such-invite': 'This link has stopped working. Ask whoever sent it for a new one.',
  'too-many-rooms': 'That is a lot of new rooms for one day. Make the next one tomorrow.',
  'too-many': 'There are too many of these already. Remove one first.',
  'last-passkey': 'This is the last passkey. Add another before you remove it.',
  'no-such-passkey': 'There is no such passkey.',
};
