import { describe, expect, test } from 'vitest';
import { type Change, changedBy, changeOf, type Message, type Person } from './message.ts';

const ana: Person = { id: 'ana-0000000', name: 'Ana', kind: 'guest' };
const message: Message = { seq: 1, id: 'message-001', by: ana, text: 'one', at: 5 };
const ref = { seq: 1, id: 'message-001' };
const edit = (seq: number): Change => ({ message: ref, seq, text: `as of ${seq}`, editedAt: seq });
const removal: Change = { message: ref, seq: 4, deleted: true, removedBy: ana };
const as = (...changes: Change[]) => changes.reduce(changedBy, message);

describe('E4 changes of one message', () => {
  test('of an earlier one, and of the same again, nothing is made', () => {
    expect(as(edit(3), edit(2), edit(3))).toEqual(as(edit(3)));
  });

  test('what the latest made of it says all that is other', () => {
    expect(as(changeOf(as(edit(2), edit(3))))).toEqual(as(edit(3)));
    expect(as(changeOf(as(edit(2), removal)))).toEqual(as(removal));
  });

  test('nothing of the words is left once they were deleted', () => {
    expect(as(edit(2), removal)).toEqual({ ...message, text: '', deleted: true, removedBy: ana, changed: 4 });
  });
});

describe('J5 what a change says of reactions', () => {
  const reactions = [{ emoji: '👍', n: 1, by: [ana] }];
  const reacted: Change = { message: ref, seq: 3, reactions };

  test('are all of them, without the words', () => {
    expect(changeOf({ ...message, changed: 3, reactions }, ['reactions'])).toEqual(reacted);
    expect(as(edit(2), reacted)).toEqual({ ...as(edit(2)), changed: 3, reactions });
    expect(as(reacted, edit(4))).toEqual({ ...as(edit(4)), reactions });
  });

  test('or that there are none any more, as where a message was deleted', () => {
    expect(as(reacted, { message: ref, seq: 4, reactions: [] })).toEqual({ ...message, changed: 4 });
    expect(as(reacted, removal)).toEqual(as(removal));
  });
});

test('T7 whom the words before mentioned goes with them', () => {
  const said: Message = {
    seq: 1,
    id: 'message-001',
    by: ana,
    text: '<@ana-0000000>',
    mentions: [ana],
    at: 1,
  };

  const other: Change = { message: ref, seq: 2, text: 'nobody', editedAt: 2 };
  const deleted: Change = { message: ref, seq: 3, deleted: true };
  expect(changedBy(said, other)).toEqual({
    seq: 1,
    id: 'message-001',
    by: ana,
    text: 'nobody',
    at: 1,
    changed: 2,
    editedAt: 2,
  });
  expect(changedBy(said, deleted)).not.toHaveProperty('mentions');
  const mentioning: Change = { ...changeOf({ ...said, changed: 2, editedAt: 2 }) };
  expect(mentioning).toMatchObject({ text: said.text, mentions: [ana] });
});
