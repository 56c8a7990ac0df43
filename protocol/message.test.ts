import { describe, expect, test } from 'vitest';
import { type Change, changedBy, changeOf, type Message, mergedChange, type Person } from './message.ts';

const ana: Person = { id: 'ana-0000000', name: 'Ana', kind: 'guest' };
const message: Message = { seq: 1, id: 'message-001', by: ana, text: 'one', at: 5 };
const ref = { seq: 1, id: 'message-001' };
const edit = (seq: number): Change => ({ message: ref, seq, text: `as of ${seq}`, editedAt: seq });
const removal: Change = { message: ref, seq: 4, deleted: true, removedBy: ana };
const as = (...changes: Change[]) => changes.reduce(changedBy, message);

describe('E4 changes of one message as one', () => {
  test.each<[string, Change, Change]>([
    ['two edits', edit(2), edit(3)],
    ['an edit and a deletion', edit(2), removal],
    ['a change and the same again', edit(3), edit(3)],
  ])(
    '%s leave what both leave one after the other, in whichever order they were told',
    (_, earlier, later) => {
      const one = mergedChange(earlier, later);
      expect(as(one)).toEqual(as(earlier, later));
      expect(mergedChange(later, earlier)).toEqual(one);
      // All of it is in the latest state of the message, too.
      expect(as(changeOf(as(one)))).toEqual(as(one));
    },
  );

  test('nothing of the words is left once they were deleted', () => {
    expect(mergedChange(edit(2), removal)).toEqual(removal);
  });
});

test('T7 whom the words before mentioned goes with them, in whatever order changes are told', () => {
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
  expect(mergedChange({ ...other, seq: 4 }, mentioning)).not.toHaveProperty('mentions');
  expect(mergedChange(deleted, mentioning)).not.toHaveProperty('mentions');
});
