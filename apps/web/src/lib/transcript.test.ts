import { describe, expect, test } from 'vitest';
import type { Message, Person } from '../../../../protocol/message.ts';
import { type GroupKeys, rowsOf, type Transcript } from './transcript.ts';

const ana: Person = { id: 'ana-0000000000', name: 'Ana', guest: true };
const bo: Person = { id: 'bo-00000000000', name: 'Bo', guest: true };
const zone = { locale: 'en-GB', timeZone: 'Europe/Berlin', theme: 'auto' } as const;
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

  test('unsent words come last, even by a clock that is behind the room’s', () => {
    const unsent = [
      { is: 'queued' as const, id: 'unsent-0000001', text: 'soon', at: noon - 24 * 60 * minute },
    ];
    const rows = rowsOf({ ...talk([said(1, ana, noon)]), unsent }, zone);
    expect(kinds(rows)).toEqual(['day', 'group']);
    expect(rows.at(-1)).toMatchObject({ lines: [{ state: { is: 'said' } }, { state: { is: 'queued' } }] });
  });
});

describe('U4 a row keeps its identity', () => {
  test('from pending to confirmed', () => {
    const keys: GroupKeys = new Map();
    const unsent = [{ is: 'sending' as const, id: 'id-0000000007', text: 'words 7', at: noon }];
    const pending = rowsOf({ ...talk([]), unsent }, zone, keys).at(-1);
    const confirmed = rowsOf(talk([said(7, ana, noon)]), zone, keys).at(-1);
    expect(confirmed?.key).toBe(pending?.key);
    expect(confirmed).toMatchObject({
      lines: [{ key: (pending as { lines: { key: string }[] }).lines[0]?.key }],
    });
  });

  test('when an older page puts lines before it', () => {
    const keys: GroupKeys = new Map();
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
    const keys: GroupKeys = new Map();
    rowsOf(talk([said(3, ana, noon)]), zone, keys);
    rowsOf(talk([said(1, ana, noon), said(3, ana, noon)]), zone, keys);
    const split = rowsOf(talk([said(1, ana, noon), said(2, bo, noon), said(3, ana, noon)]), zone, keys);
    expect(new Set(split.map(({ key }) => key)).size).toBe(split.length);
  });
});

function said(seq: number, by: Person, at: number): Message {
  return { seq, id: `id-${String(seq).padStart(10, '0')}`, by, text: `words ${seq}`, at };
}

function talk(messages: Message[]): Transcript {
  return { messages, gaps: [], unsent: [], you: ana, named: (person) => person };
}

function kinds(rows: { is: string }[]): string[] {
  return rows.map(({ is }) => is);
}
