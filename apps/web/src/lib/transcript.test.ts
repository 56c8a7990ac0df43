import { describe, expect, test } from 'vitest';
import type { Unsent } from '../../../../client/outbox-store.ts';
import type { Message, Person } from '../../../../protocol/message.ts';
import { RowMemory } from './row-memory.ts';
import {
  findOwn,
  isChangeable,
  isLeaving,
  lastOwn,
  rowsOf,
  type TranscriptLine,
  type TranscriptRow,
  type TranscriptSource,
} from './transcript.ts';

const ana: Person = { id: 'ana-0000000000', name: 'Ana', kind: 'guest' };
const bo: Person = { id: 'bo-00000000000', name: 'Bo', kind: 'guest' };
const zone = { locale: 'en-GB', timeZone: 'Europe/Berlin', theme: 'auto', density: 'comfortable' } as const;
const minute = 60_000;
const noon = Date.UTC(2026, 10, 15, 11);

describe('U3 what stands in the transcript', () => {
  test('one person’s words within five minutes stand together, a later word apart', () => {
    const rows = rowsOf(
      talk([said(1, ana, noon), said(2, ana, noon + 4 * minute), said(3, ana, noon + 9 * minute)]),
      zone,
    );
    expect(rows.filter(({ is }) => is === 'group').map((row) => 'lines' in row && row.lines.length)).toEqual([
      2, 1,
    ]);
  });

  test('somebody who goes on and on gets a new head with a time every five minutes', () => {
    const every = [0, 4, 8, 12].map((minutes, i) => said(i + 1, ana, noon + minutes * minute));
    const groups = rowsOf(talk(every), zone).filter((row) => row.is === 'group');
    expect(groups.map(({ at, lines }) => [(at - noon) / minute, lines.length])).toEqual([
      [0, 2],
      [8, 2],
    ]);
  });

  test('a word of someone else stands apart', () => {
    const rows = rowsOf(talk([said(1, ana, noon), said(2, bo, noon), said(3, ana, noon)]), zone);
    expect(kinds(rows)).toEqual(['day', 'group', 'group', 'group']);
  });

  test('a day begins by the reader’s own clock, not by Greenwich', () => {
    const lateInLondon = Date.UTC(2026, 10, 15, 22, 58);
    const messages = [said(1, ana, lateInLondon), said(2, ana, lateInLondon + 4 * minute)];
    expect(kinds(rowsOf(talk(messages), zone))).toEqual(['day', 'group', 'day', 'group']);
    expect(kinds(rowsOf(talk(messages), { ...zone, timeZone: 'UTC' }))).toEqual(['day', 'group']);
  });

  test('an hour of silence is shown, and stands before the day it ends in', () => {
    const rows = rowsOf(talk([said(1, ana, noon), said(2, bo, noon + 15 * 60 * minute)]), zone);
    expect(kinds(rows)).toEqual(['day', 'group', 'rest', 'day', 'group']);
    expect(rows[2]).toMatchObject({ forMs: 15 * 60 * minute });
  });

  test('a gap is shown where it is, and no silence is claimed across it', () => {
    const gaps = [{ after: 1, before: 5 }];
    const rows = rowsOf({ ...talk([said(1, ana, noon), said(5, bo, noon + 300 * minute)]), gaps }, zone);
    expect(kinds(rows)).toEqual(['day', 'group', 'gap', 'day', 'group']);
  });

  test('a gap is shown where nothing that is held comes after it, before what is unsent', () => {
    const gaps = [{ after: 1, before: 9 }];
    const rows = rowsOf({ ...talk([said(1, ana, noon)]), gaps, unsent: [saying(10)] }, zone);
    expect(kinds(rows)).toEqual(['day', 'group', 'gap', 'day', 'group']);
    expect(kinds(rowsOf({ ...talk([]), gaps: [{ after: 0, before: 9 }] }, zone))).toEqual(['gap']);
  });

  test('unsent words come last, even by a clock that is behind the room’s', () => {
    const unsent = [{ ...saying(2), at: noon - 24 * 60 * minute }];
    const rows = rowsOf({ ...talk([said(1, ana, noon)]), unsent }, zone);
    expect(kinds(rows)).toEqual(['day', 'group']);
    expect(rows.at(-1)).toMatchObject({ lines: [{ state: { is: 'said' } }, { state: { is: 'queued' } }] });
  });
});

describe('C11 changes of what was said', () => {
  test('an edited message says so, a deleted one keeps its place', () => {
    const messages = [
      { ...said(1, ana, noon), text: 'better words', changed: 3, editedAt: noon + minute },
      { ...said(2, ana, noon), text: '', changed: 4, deleted: true as const },
    ];
    const rows = rowsOf(talk(messages), zone);
    expect(lines(rows)).toMatchObject([
      { text: 'better words', editedAt: noon + minute, deleted: false, state: { is: 'said' } },
      { deleted: true, state: { is: 'said' } },
    ]);
  });

  test('of one’s own are shown before the room has confirmed them, and the row stays the same', () => {
    const keys = new RowMemory();
    const messages = [said(1, ana, noon), said(2, ana, noon)];
    const before = lines(rowsOf(talk(messages), zone, keys));
    const unsent = [editing(3, 1, 'other words'), deleting(4, 2)];
    const after = lines(rowsOf({ ...talk(messages), unsent }, zone, keys));
    expect(after).toMatchObject([
      { text: 'other words', deleted: false, state: { is: 'queued', t: 'edit', id: unsent[0]?.id } },
      { text: 'words 2', deleted: false, state: { is: 'queued', t: 'delete', id: unsent[1]?.id } },
    ]);
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
  });

  test('a deletion is done only once the room has confirmed it, and until then nothing else is offered', () => {
    const messages = [said(1, ana, noon)];
    const unsent = [deleting(3, 1), editing(4, 1, 'other words')];
    const [line] = lines(rowsOf({ ...talk(messages), unsent }, zone)) as [TranscriptLine];
    expect(line).toMatchObject({ deleted: false, state: { t: 'delete' } });
    expect([isLeaving(line), isChangeable(line)]).toEqual([true, false]);

    const [kept] = lines(
      rowsOf({ ...talk(messages), unsent: [failed(deleting(3, 1), 'too-old')] }, zone),
    ) as [TranscriptLine];
    expect(kept).toMatchObject({ text: 'words 1', deleted: false, state: { is: 'failed', t: 'delete' } });
    expect(isLeaving(kept)).toBe(false);

    const gone = { ...said(1, ana, noon), text: '', changed: 3, deleted: true as const };
    const [stub] = lines(rowsOf({ ...talk([gone]), unsent: [deleting(3, 1)] }, zone)) as [TranscriptLine];
    expect([stub.deleted, isLeaving(stub)]).toEqual([true, false]);
  });

  test('of several to one message the last counts, and it waits for the last', () => {
    const unsent = [editing(3, 1, 'once'), { ...editing(4, 1, 'twice'), is: 'sending' as const }];
    const [line] = lines(rowsOf({ ...talk([said(1, ana, noon)]), unsent }, zone));
    expect(line).toMatchObject({ text: 'twice', state: { is: 'sending', id: unsent[1]?.id } });
  });

  test('that failed keep their words, and can be told apart from words never said', () => {
    const unsent = [failed(editing(3, 1, 'other words'), 'too-old'), failed(deleting(4, 2), 'too-old')];
    const messages = [said(1, ana, noon), said(2, ana, noon)];
    expect(lines(rowsOf({ ...talk(messages), unsent }, zone))).toMatchObject([
      { text: 'other words', state: { is: 'failed', t: 'edit', reason: 'too-old' } },
      { text: 'words 2', deleted: false, state: { is: 'failed', t: 'delete' } },
    ]);
  });

  test('that failed are seen even where their message is deleted or not held', () => {
    const gone = { ...said(1, ana, noon), text: '', changed: 2, deleted: true as const };
    const unsent = [
      failed(editing(3, 1, 'too late'), 'deleted'),
      failed(editing(4, 9, 'lost'), 'no-such-message'),
    ];
    expect(lines(rowsOf({ ...talk([gone]), unsent }, zone))).toMatchObject([
      { text: 'too late', deleted: false, state: { is: 'failed', reason: 'deleted' } },
      { text: 'lost', state: { is: 'failed', reason: 'no-such-message' } },
    ]);
  });

  test('under way are not shown where their message is not', () => {
    expect(rowsOf({ ...talk([]), unsent: [editing(3, 1, 'other words'), deleting(4, 2)] }, zone)).toEqual([]);
  });

  test('go to the message that was meant, not to one that has its place since', () => {
    const unsent = [{ ...editing(3, 1, 'other words'), message: { seq: 1, id: 'id-of-another' } }];
    expect(lines(rowsOf({ ...talk([said(1, ana, noon)]), unsent }, zone))).toMatchObject([
      { text: 'words 1' },
    ]);
  });
});

describe('U8 one’s own last words are there to be edited', () => {
  const last = (transcript: Partial<TranscriptSource>) =>
    lastOwn(rowsOf({ ...talk([]), ...transcript }, zone))?.message.seq;

  test('past what others said since, and past what was deleted', () => {
    const deleted = { ...said(2, ana, noon), deleted: true as const };
    expect(last({ messages: [said(1, ana, noon), deleted, said(3, bo, noon)] })).toBe(1);
    expect(last({ messages: [said(1, ana, noon), said(2, ana, noon)], unsent: [deleting(3, 2)] })).toBe(1);
    expect(last({ messages: [said(1, bo, noon)] })).toBeUndefined();
  });

  test('with what was already changed about them', () => {
    const transcript = { ...talk([said(1, ana, noon)]), unsent: [editing(3, 1, 'other words')] };
    expect(lastOwn(rowsOf(transcript, zone))?.text).toBe('other words');
  });

  test('but not older ones instead of those still on their way', () => {
    expect(last({ messages: [said(1, ana, noon)], unsent: [saying(2)] })).toBeUndefined();
  });
});

describe('C13 the message of a half-written edit is found again', () => {
  const find = (messages: Message[], of: number) => findOwn(rowsOf(talk(messages), zone), refOf(of));

  test('also when it was deleted meanwhile', () => {
    expect(find([said(1, ana, noon)], 1)).toMatchObject({ text: 'words 1', message: refOf(1) });
    expect(find([{ ...said(1, ana, noon), text: '', deleted: true }], 1)).toMatchObject({ deleted: true });
  });

  test('but not another’s, nor one that is not held', () => {
    expect(find([said(1, bo, noon)], 1)).toBeUndefined();
    expect(find([said(1, ana, noon)], 2)).toBeUndefined();
  });
});

describe('U4 a row keeps its identity', () => {
  test('from pending to confirmed', () => {
    const keys = new RowMemory();
    const unsent = [{ ...saying(7), is: 'sending' as const }];
    const pending = rowsOf({ ...talk([]), unsent }, zone, keys).at(-1);
    const confirmed = rowsOf(talk([said(7, ana, noon)]), zone, keys).at(-1);
    expect(confirmed?.key).toBe(pending?.key);
    expect(confirmed).toMatchObject({
      lines: [{ key: (pending as { lines: { key: string }[] }).lines[0]?.key }],
    });
  });

  test('when an older page puts lines before it', () => {
    const keys = new RowMemory();
    const before = rowsOf(talk([said(7, ana, noon)]), zone, keys).at(-1);
    const after = rowsOf(talk([said(6, ana, noon), said(7, ana, noon)]), zone, keys).at(-1);
    expect(after?.key).toBe(before?.key);
  });

  test('and no two lines share one, whatever ids a client makes up', () => {
    const twice = [said(1, ana, noon), { ...said(2, ana, noon), id: said(1, ana, noon).id }];
    const [group] = rowsOf(talk(twice), zone).filter((row) => row.is === 'group');
    expect(new Set(group?.lines.map(({ key }) => key)).size).toBe(2);
  });

  test('and no two rows share one, however groups are joined and split', () => {
    const keys = new RowMemory();
    rowsOf(talk([said(3, ana, noon)]), zone, keys);
    rowsOf(talk([said(1, ana, noon), said(3, ana, noon)]), zone, keys);
    const split = rowsOf(talk([said(1, ana, noon), said(2, bo, noon), said(3, ana, noon)]), zone, keys);
    expect(new Set(split.map(({ key }) => key)).size).toBe(split.length);
  });
});

describe('U33 what a moderator took away', () => {
  test('says by whom, under the name they go by now', () => {
    const message = { ...said(1, bo, noon), text: '', deleted: true, removedBy: ana } as const;
    const named = (person: Person) => (person.id === ana.id ? { ...ana, name: 'Anastasia' } : person);
    const [line] = lines(rowsOf({ ...talk([message]), named }, zone));
    expect(line).toMatchObject({ deleted: true, removedBy: { name: 'Anastasia' } });
  });

  test('is nobody’s to change any more', () => {
    const message = { ...said(1, ana, noon), text: '', deleted: true, removedBy: bo } as const;
    const [line] = lines(rowsOf(talk([message]), zone));
    expect(line && isChangeable(line)).toBe(false);
  });
});

function said(seq: number, by: Person, at: number): Message {
  return { seq, id: `id-${String(seq).padStart(10, '0')}`, by, text: `words ${seq}`, at };
}

const by = ana.id;
const idOf = (n: number) => `id-${String(n).padStart(10, '0')}`;
const refOf = (n: number) => ({ seq: n, id: idOf(n) });

function saying(n: number): Unsent & { is: 'queued' } {
  return { t: 'say', id: idOf(n), by, at: noon, text: `words ${n}`, is: 'queued' };
}

function reacting(n: number, of: number, emoji: string, on = true): Unsent {
  return { t: 'react', id: idOf(n), by, at: noon, message: refOf(of), emoji, on, is: 'queued' };
}

function editing(n: number, of: number, text: string): Unsent & { t: 'edit'; is: 'queued' } {
  return { t: 'edit', id: idOf(n), by, at: noon, message: refOf(of), text, is: 'queued' };
}

function deleting(n: number, of: number): Unsent {
  return { t: 'delete', id: idOf(n), by, at: noon, message: refOf(of), is: 'queued' };
}

function failed(unsent: Unsent, reason: 'too-old' | 'deleted' | 'no-such-message'): Unsent {
  return { ...unsent, is: 'failed', reason };
}

function lines(rows: readonly TranscriptRow[]): TranscriptLine[] {
  return rows.flatMap((row) => (row.is === 'group' ? row.lines : []));
}

function talk(messages: Message[]): TranscriptSource {
  return { messages, gaps: [], unsent: [], you: ana, named: (person) => person };
}

describe('C22 reactions that the room has not confirmed', () => {
  const thumb = (...by: Person[]) => ({ emoji: '👍', n: by.length, by });
  const shown = (reactions: Message['reactions'], ...unsent: Unsent[]) => {
    const message = { ...said(1, bo, noon), ...(reactions ? { reactions } : {}) };
    return lines(rowsOf({ ...talk([message]), unsent }, zone))[0];
  };

  test('are shown as done, and the line as said', () => {
    expect(shown(undefined, reacting(2, 1, '👍'))).toMatchObject({
      reactions: [thumb(ana)],
      state: { is: 'said' },
      text: 'words 1',
    });
    expect(shown([thumb(bo)], reacting(2, 1, '👍'))?.reactions).toEqual([thumb(bo, ana)]);
    expect(shown([thumb(bo, ana)], reacting(2, 1, '👍', false))?.reactions).toEqual([thumb(bo)]);
    expect(shown([thumb(ana)], reacting(2, 1, '👍', false))).not.toHaveProperty('reactions');
  });

  test('count once, whatever is there already, and as they were done last', () => {
    expect(shown([thumb(ana)], reacting(2, 1, '👍'))?.reactions).toEqual([thumb(ana)]);
    expect(shown(undefined, reacting(2, 1, '👍', false))).not.toHaveProperty('reactions');
    const often = [reacting(2, 1, '👍'), reacting(3, 1, '👍', false), reacting(4, 1, '👍')];
    expect(shown(undefined, ...often)?.reactions).toEqual([thumb(ana)]);
  });

  test('of whoever sat here before are not theirs who sit here now', () => {
    expect(shown(undefined, { ...reacting(2, 1, '👍'), by: bo.id })).not.toHaveProperty('reactions');
  });

  test('to a message that is not held are no line, nor on a deleted one anything', () => {
    const gone = { ...said(1, bo, noon), text: '', deleted: true as const };
    const source = { ...talk([gone]), unsent: [reacting(2, 1, '👍'), reacting(3, 9, '👍')] };
    expect(lines(rowsOf(source, zone))).toHaveLength(1);
    expect(lines(rowsOf(source, zone))[0]).not.toHaveProperty('reactions');
  });

  test('once confirmed are those that the room tells, on the same line', () => {
    const memory = new RowMemory();
    const [before] = lines(
      rowsOf({ ...talk([said(1, bo, noon)]), unsent: [reacting(2, 1, '👍')] }, zone, memory),
    );
    const [after] = lines(rowsOf(talk([{ ...said(1, bo, noon), reactions: [thumb(ana)] }]), zone, memory));
    expect(after?.reactions).toEqual(before?.reactions);
    expect(after?.key).toBe(before?.key);
    const [later] = lines(
      rowsOf(talk([{ ...said(1, bo, noon), reactions: [thumb(ana, bo)] }]), zone, memory),
    );
    expect(later?.reactions).toEqual([thumb(ana, bo)]);
  });
});

describe('U61 what did not change is laid out as the same objects', () => {
  const talkOf = (n: number) =>
    Array.from({ length: n }, (_, i) => said(i + 1, i % 2 === 0 ? ana : bo, noon + i * minute));

  test('when somebody says something', () => {
    const memory = new RowMemory();
    const messages = talkOf(20);
    const before = rowsOf(talk(messages), zone, memory);
    const after = rowsOf(talk([...messages, said(21, ana, noon + 21 * minute)]), zone, memory);
    expect(after.slice(0, -1).every((row, i) => row === before[i])).toBe(true);
    expect(after).toHaveLength(before.length + 1);
  });

  test('but for the line that changed, and its group', () => {
    const memory = new RowMemory();
    const messages = [said(1, ana, noon), said(2, ana, noon), said(3, bo, noon)];
    const before = rowsOf(talk(messages), zone, memory);
    const edited = messages.with(1, { ...(messages[1] as Message), text: 'other words', changed: 4 });
    const after = rowsOf(talk(edited), zone, memory);
    expect(after.map((row, i) => row === before[i])).toEqual([true, false, true]);
    expect(lines(after).map((line, i) => line === lines(before)[i])).toEqual([true, false, true]);
  });

  test('and when their author goes by another name, their groups are others', () => {
    const memory = new RowMemory();
    const messages = [said(1, ana, noon), said(2, bo, noon)];
    const before = rowsOf(talk(messages), zone, memory);
    const named = (person: Person) => (person.id === bo.id ? { ...bo, name: 'Bodil' } : person);
    const after = rowsOf({ ...talk(messages), named }, zone, memory);
    expect(after.map((row, i) => row === before[i])).toEqual([true, true, false]);
  });

  test('and what is under way is only what is under way', () => {
    const memory = new RowMemory();
    const source = { ...talk([said(1, bo, noon)]), unsent: [saying(2)] };
    const before = rowsOf(source, zone, memory);
    const after = rowsOf({ ...source, unsent: [saying(2), saying(3)] }, zone, memory);
    expect(after[1]).toBe(before[1]);
    expect(lines(after)[1]).toBe(lines(before)[1]);
  });
});

describe('U5 an older page', () => {
  test('takes no group apart that was shown as one', () => {
    const memory = new RowMemory();
    const newer = [3, 6].map((minutes) => said(minutes, ana, noon + minutes * minute));
    const [, before] = rowsOf(talk(newer), zone, memory);
    const [, after] = rowsOf(talk([said(2, ana, noon + 0.5 * minute), ...newer]), zone, memory);
    expect(after?.key).toBe(before?.key);
    expect(after).toMatchObject({ is: 'group', lines: [{}, {}, {}] });
  });

  test('of which the end is drawn alone changes no group that was shown', () => {
    const memory = new RowMemory();
    const all = [0, 4, 6, 8].map((minutes, i) => said(i + 1, ana, noon + minutes * minute));
    const sizes = (rows: TranscriptRow[]) =>
      rows.flatMap((row) => (row.is === 'group' ? [row.lines.length] : []));
    expect(sizes(rowsOf(talk(all), zone, memory))).toEqual([2, 2]);
    expect(sizes(rowsOf({ ...talk(all.slice(1)), before: all[0] }, zone, memory))).toEqual([1, 2]);
    expect(sizes(rowsOf(talk(all), zone, memory))).toEqual([2, 2]);
  });

  test('that is held and not drawn still says whether a day begins, and a silence ends', () => {
    const before = said(1, ana, noon);
    expect(kinds(rowsOf({ ...talk([said(2, bo, noon + minute)]), before }, zone))).toEqual(['group']);
    expect(kinds(rowsOf({ ...talk([said(2, bo, noon + 90 * minute)]), before }, zone))).toEqual([
      'rest',
      'group',
    ]);
  });
});

function kinds(rows: { is: string }[]): string[] {
  return rows.map(({ is }) => is);
}
