import type { Message } from '$protocol/message.ts';
import { dayOf } from './dates.ts';
import type { Reader } from './reader.ts';
import type { Group, TranscriptLine, TranscriptRow } from './transcript.ts';

type LineKey = TranscriptLine['key'];

const quarterMs = 15 * 60_000;

/**
 * What a transcript looked like when it was laid out last. Of what has not changed the next layout hands out the same objects,
 * so that whoever draws them does nothing.
 */
export class RowMemory {
  /**
   * Which group each line was last shown in. A group keeps its key, and so its place on the screen and the focus in it, from
   * pending to confirmed and when an older page puts lines before it.
   */
  readonly #groupOf = new Map<LineKey, Group['key']>();
  readonly #lines = new WeakMap<Message, TranscriptLine>();
  #rows = new Map<TranscriptRow['key'], TranscriptRow>();
  #zone: Reader | undefined;
  readonly #days = new Map<number, string>();

  /** `dayOf` for a reader. Days begin on a full quarter of an hour everywhere, so that each is looked up once. */
  days(zone: Reader): (at: number) => string {
    if (zone !== this.#zone) this.#days.clear();
    this.#zone = zone;
    return (at) => {
      const quarter = Math.floor(at / quarterMs);
      const day = this.#days.get(quarter) ?? dayOf(at, zone);
      this.#days.set(quarter, day);
      return day;
    };
  }

  /** The line of a message that nothing but the message decides; made anew when that is another object. */
  lineOf(message: Message, key: LineKey, make: () => TranscriptLine): TranscriptLine {
    const known = this.#lines.get(message);
    if (known?.key === key) return known;
    const line = make();
    this.#lines.set(message, line);
    return line;
  }

  /** Whether both were shown in one group, and so stay; undefined unless both were shown. */
  wereTogether(one: TranscriptLine | undefined, other: TranscriptLine): boolean | undefined {
    const [group, otherGroup] = [one && this.#groupOf.get(one.key), this.#groupOf.get(other.key)];
    return group === undefined || otherGroup === undefined ? undefined : group === otherGroup;
  }

  /** The rows as they are to be drawn: groups under the keys they had, and the objects of before wherever nothing changed. */
  keep(rows: readonly TranscriptRow[]): TranscriptRow[] {
    this.#keepKeys(rows.filter((row) => row.is === 'group'));
    const kept = rows.map((row) => this.#kept(row));
    this.#rows = new Map(kept.map((row) => [row.key, row]));
    return kept;
  }

  #kept(row: TranscriptRow): TranscriptRow {
    const before = this.#rows.get(row.key);
    if (!before) return row;
    if (before.is !== 'group' || row.is !== 'group') return isSameFlat(before, row) ? before : row;
    if (isSameGroup(before, row)) return before;
    const known = new Map(before.lines.map((line) => [line.key, line]));
    row.lines = row.lines.map((line) => {
      const same = known.get(line.key);
      return same && isSameLine(same, line) ? same : line;
    });
    return isSameGroup(before, row) ? before : row;
  }

  // A group that someone's words have split in two can hand its key on only once.
  #keepKeys(groups: Group[]): void {
    const used = new Set<string>();
    for (const group of groups) {
      const known = group.lines.map(({ key }) => this.#groupOf.get(key));
      const free = [...known, group.key].find((key) => key !== undefined && !used.has(key));
      group.key = free ?? `${group.key} apart`;
      used.add(group.key);
      for (const { key } of group.lines) this.#groupOf.set(key, group.key);
    }
  }
}

function isSameGroup(one: Group, other: Group): boolean {
  const isSameHead = one.by === other.by && one.own === other.own && one.at === other.at;
  return (
    isSameHead &&
    one.lines.length === other.lines.length &&
    one.lines.every((line, i) => line === other.lines[i])
  );
}

function isSameLine(one: TranscriptLine, other: TranscriptLine): boolean {
  if (one === other) return true;
  const { message, state, ...rest } = one;
  const { message: otherMessage, state: otherState, ...otherRest } = other;
  const isSameMessage = message?.seq === otherMessage?.seq && message?.id === otherMessage?.id;
  return isSameMessage && isSameFlat(state, otherState) && isSameFlat(rest, otherRest);
}

function isSameFlat(one: object, other: object): boolean {
  const others = new Map<string, unknown>(Object.entries(other));
  const parts = Object.entries(one);
  return parts.length === others.size && parts.every(([name, value]) => others.get(name) === value);
}
