import type { Unsent } from '$client/outbox.ts';
import type { Gap } from '$client/timeline.ts';
import type { Message, Person } from '$protocol/message.ts';
import type { Reason } from '$protocol/refusals.ts';
import { dayOf } from './dates.ts';
import type { Reader } from './reader.ts';

/** What stands in a room's transcript, from top to bottom. */
export type Row =
  | ({ is: 'gap'; key: string } & Gap)
  | { is: 'day'; key: string; at: number }
  /** Nobody spoke for this long. */
  | { is: 'rest'; key: string; forMs: number }
  | Group;

/** Lines that one person said one after the other, under one face and name. */
export type Group = { is: 'group'; key: string; by: Person; own: boolean; at: number; lines: Line[] };

export type Line = { key: string; text: string; at: number; state: LineState; id: string };
export type LineState =
  | { is: 'said' }
  | { is: 'queued' }
  | { is: 'sending' }
  | { is: 'failed'; reason: Reason };

export type Transcript = {
  messages: readonly Message[];
  gaps: readonly Gap[];
  unsent: readonly Unsent[];
  you: Person | undefined;
  named(person: Person): Person;
};

/**
 * Which group each line was last shown in. A group keeps its key, and so its place on the screen and the
 * focus in it, from pending to confirmed and when an older page puts lines before it.
 */
export type GroupKeys = Map<Line['key'], Group['key']>;

const groupWithinMs = 5 * 60_000;
const restAfterMs = 60 * 60_000;

export function rowsOf(transcript: Transcript, zone: Reader, groupKeys: GroupKeys = new Map()): Row[] {
  const { messages, gaps, unsent, you, named } = transcript;
  const rows: Row[] = [];
  const gapsToCome = [...gaps];
  const lineKeys = new Set<string>();
  let lastAt: number | undefined;
  let lastDay: string | undefined;

  const add = (by: Person, line: Line) => {
    const day = dayOf(line.at, zone);
    if (lastAt !== undefined && line.at - lastAt >= restAfterMs) {
      rows.push({ is: 'rest', key: `rest ${line.key}`, forMs: line.at - lastAt });
    }
    if (day !== lastDay) rows.push({ is: 'day', key: `day ${day} ${line.key}`, at: line.at });
    const last = rows.at(-1);
    const joins = last?.is === 'group' && last.by.id === by.id && line.at - (lastAt ?? 0) < groupWithinMs;
    if (joins) last.lines.push(line);
    else rows.push({ is: 'group', key: line.key, by, own: by.id === you?.id, at: line.at, lines: [line] });
    lastAt = line.at;
    lastDay = day;
  };

  // Together with the person an id is one message's own, unless a client broke the rule of resends.
  const keyOf = (by: Person, id: string, place: string) => {
    const key = `${by.id}/${id}`;
    const own = lineKeys.has(key) ? `${key} ${place}` : key;
    lineKeys.add(own);
    return own;
  };

  for (const { seq, id, by, text, at } of messages) {
    const gap = gapsToCome[0];
    if (gap && gap.before <= seq) {
      gapsToCome.shift();
      rows.push({ is: 'gap', key: `gap ${gap.after}`, ...gap });
      lastAt = undefined;
      lastDay = undefined;
    }
    add(named(by), { key: keyOf(by, id, `${seq}`), id, text, at, state: { is: 'said' } });
  }
  for (const { id, text, at, ...state } of you ? unsent : []) {
    const by = you as Person;
    // This machine's clock may be behind the room's, and what is not yet said comes last all the same.
    add(by, { key: keyOf(by, id, 'unsent'), id, text, at: Math.max(at, lastAt ?? at), state });
  }
  keepKeys(
    rows.filter((row) => row.is === 'group'),
    groupKeys,
  );
  return rows;
}

// A group that someone's words have split in two can hand its key on only once.
function keepKeys(groups: Group[], groupKeys: GroupKeys): void {
  const used = new Set<string>();
  for (const group of groups) {
    const known = group.lines.map(({ key }) => groupKeys.get(key));
    const free = [...known, group.key].find((key) => key !== undefined && !used.has(key));
    group.key = free ?? `${group.key} apart`;
    used.add(group.key);
    for (const { key } of group.lines) groupKeys.set(key, group.key);
  }
}
