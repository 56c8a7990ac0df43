/**
 * Why a room, or the Worker before it, does not do what a person asked. Expected, and the person's to mend:
 * the sentence says what is wrong and what would be right.
 */
export const reasons = [
  'empty',
  'too-long',
  'unreadable',
  'too-many-marks',
  'too-old',
  'no-such-page',
  'no-such-message',
  'not-yours',
  'deleted',
] as const;
export type Reason = (typeof reasons)[number];

export type Refusal = { refused: Reason };

export const refusalSentences: Record<Reason, string> = {
  empty: 'There is nothing in it yet. Write at least one letter.',
  'too-long': 'That is too long. A message takes 4,000 letters, a name 64.',
  unreadable: 'It holds characters nobody can see or read. Take them out and try again.',
  'too-many-marks': 'It stacks too many accents on one letter. Four are the most.',
  'too-old': 'Too much was said since this was first sent. Look whether it arrived, or send it anew.',
  'no-such-page': 'The room has no such page of history.',
  'no-such-message': 'The room has no such message.',
  'not-yours': 'Only whoever said it may change it.',
  deleted: 'This message was deleted, and can no longer be changed.',
};
