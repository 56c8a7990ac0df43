import type { FailReason, Unsent } from '$client/outbox-store.ts';
import type { Gap } from '$client/timeline.ts';
import {
  type ActId,
  countsFor,
  type Message,
  type MessageRef,
  type Person,
  type PersonId,
  type Reaction,
  type Seq,
  type Thread,
} from '$protocol/message.ts';
import { isReactedBy, reactionWith, toggled } from '$protocol/reactions.ts';
import type { Moves } from './moves.ts';
import type { Reader } from './reader.ts';
import { RowMemory } from './row-memory.ts';

/** What stands in a room's transcript, from top to bottom. */
export type TranscriptRow =
  | ({ is: 'gap'; key: string } & Gap)
  | { is: 'day'; key: string; at: number }
  /** Nobody spoke for this long. */
  | { is: 'rest'; key: string; forMs: number }
  /** What stands below was not read when the room was opened. */
  | { is: 'unread'; key: string }
  | ({ is: 'moves'; key: string } & Moves)
  /** What was said in a thread stands below: so many replies. */
  | { is: 'replies'; key: string; n: number }
  | Group;

/** Lines that one person said one after the other, under one face and name. */
export type Group = {
  is: 'group';
  key: string;
  by: Person;
  own: boolean;
  at: number;
  lines: TranscriptLine[];
};

/** One message, as its author wants it: what they have changed and the room has not confirmed is in it. */
export type TranscriptLine = {
  key: string;
  text: string;
  at: number;
  editedAt?: number | undefined;
  deleted: boolean;
  /** Who took it away, when that was not its author. */
  removedBy?: Person | undefined;
  /** There once the room has said it. */
  message?: MessageRef;
  /** The place of the message that it replies to. */
  reply?: Seq | undefined;
  /** The place of the message in whose thread it was said. */
  inThread?: Seq | undefined;
  /** What hangs on it. */
  thread?: Thread | undefined;
  /** How people react to it. What this browser's person has just done is in it. */
  reactions?: readonly Reaction[] | undefined;
  state: DeliveryState;
};

/** What its author did last, as far as that is not done. */
export type DeliveryState =
  | { is: 'said' }
  | { is: 'queued' | 'sending'; id: ActId; t: UnsentWords['t'] }
  | { is: 'failed'; id: ActId; t: UnsentWords['t']; reason: FailReason };

/** An act that its author sees on its way. A reaction is shown as done at once. */
type UnsentWords = Exclude<Unsent, { t: 'react' }>;

/** A line whose author may change it. */
export type Changeable = TranscriptLine & { message: MessageRef };

export type TranscriptSource = {
  messages: readonly Message[];
  /** The one that stands before them, where it is held. */
  before?: Message | undefined;
  gaps: readonly Gap[];
  /** Who came and went, in the order of the messages. */
  moves?: readonly Moves[];
  unsent: readonly Unsent[];
  /** What others have said after this place was not read. */
  unreadAfter?: Seq | undefined;
  /** The place of what a thread hangs on, in the list of that thread. */
  root?: Seq | undefined;
  you: Person | undefined;
  named(person: Person): Person;
};

const groupWithinMs = 5 * 60_000;
const restAfterMs = 60 * 60_000;

/** @param memory of what was shown before, from which whatever is still so comes again as the same object */
export function rowsOf(
  transcript: TranscriptSource,
  zone: Reader,
  memory: RowMemory = new RowMemory(),
): TranscriptRow[] {
  const { messages, before, gaps, moves = [], unsent, unreadAfter, root, you, named } = transcript;
  const dayIn = memory.days(zone);
  const rows: TranscriptRow[] = [];
  const gapsToCome = [...gaps];
  const movesToCome = moves.filter(({ after }) => after >= (before?.seq ?? 0));
  const changes = changesOf(unsent);
  const reacts = reactsOf(unsent, you?.id);
  let marksUnread = unreadAfter !== undefined && (before?.seq ?? 0) <= unreadAfter;
  const lineKeys = new Set<string>();
  let lastAt = before?.at;
  let lastDay = before && dayIn(before.at);

  const add = (by: Person, line: TranscriptLine) => {
    const day = dayIn(line.at);
    if (lastAt !== undefined && line.at - lastAt >= restAfterMs) {
      rows.push({ is: 'rest', key: `rest ${line.key}`, forMs: line.at - lastAt });
    }
    if (day !== lastDay) rows.push({ is: 'day', key: `day ${day} ${line.key}`, at: line.at });
    const last = rows.at(-1);
    const joins =
      last?.is === 'group' &&
      last.by.id === by.id &&
      (memory.wereTogether(last.lines.at(-1), line) ?? line.at - last.at < groupWithinMs);
    if (joins) last.lines.push(line);
    else rows.push({ is: 'group', key: line.key, by, own: by.id === you?.id, at: line.at, lines: [line] });
    lastAt = line.at;
    lastDay = day;
  };

  const addGapsBefore = (seq: Seq) => {
    for (let gap = gapsToCome[0]; gap && gap.before <= seq; gap = gapsToCome[0]) {
      gapsToCome.shift();
      rows.push({ is: 'gap', key: `gap ${gap.after}`, ...gap });
      lastAt = undefined;
      lastDay = undefined;
    }
  };

  const addMovesBefore = (seq: Seq) => {
    for (let move = movesToCome[0]; move && move.after < seq; move = movesToCome[0]) {
      movesToCome.shift();
      rows.push({ is: 'moves', key: `moves ${move.after}`, ...move });
    }
  };

  // Together with the person an id is one message's own, unless a client broke the rule of resends.
  const keyOf = (by: Person, id: string, place: string) => {
    const key = `${by.id}/${id}`;
    const own = lineKeys.has(key) ? `${key} ${place}` : key;
    lineKeys.add(own);
    return own;
  };

  for (const message of messages) {
    const { seq, id, by, at } = message;
    addGapsBefore(seq);
    addMovesBefore(seq);
    if (marksUnread && seq > (unreadAfter ?? 0) && countsFor(you?.id, message)) {
      rows.push({ is: 'unread', key: 'unread' });
      marksUnread = false;
    }
    const own = changes.get(`${seq} ${id}`) ?? [];
    changes.delete(`${seq} ${id}`);
    const key = keyOf(by, id, `${seq}`);
    const reacted = reacts.get(`${seq} ${id}`) ?? [];
    const make = () => ({ key, at, ...lineOf(message, own, named), ...reactionsOf(message, reacted, you) });
    const isSettled = own.length === 0 && reacted.length === 0 && !message.removedBy;
    add(named(by), isSettled ? memory.lineOf(message, key, make) : make());
    if (seq === root) rows.push({ is: 'replies', key: 'replies', n: message.thread?.n ?? 0 });
  }
  // Between the newest message and a change of one that is not held.
  addGapsBefore(Number.POSITIVE_INFINITY);
  // A change that failed must be seen even where its message is not. One under way is seen once it is.
  const homeless = [...changes.values()].flat().filter(({ is }) => is === 'failed');
  for (const act of you ? unsent : []) {
    if (act.t === 'react' || (act.t !== 'say' && !homeless.includes(act))) continue;
    const by = you as Person;
    // This machine's clock may be behind the room's, and what is not yet said comes last all the same.
    const at = Math.max(act.at, lastAt ?? act.at);
    const text = act.t === 'delete' ? '' : act.text;
    const where = act.t === 'say' ? whereOf(act) : {};
    add(by, { key: keyOf(by, act.id, 'unsent'), text, ...where, at, deleted: false, state: stateOf(act) });
  }
  addMovesBefore(Number.POSITIVE_INFINITY);
  return memory.keep(rows);
}

/** One's own line that shows this message, in whatever state it is. */
export function findOwn(rows: readonly TranscriptRow[], { seq, id }: MessageRef): Changeable | undefined {
  const own = rows.flatMap((row) => (row.is === 'group' && row.own ? row.lines : []));
  const line = own.find(({ message }) => message?.seq === seq && message.id === id);
  return line?.message && { ...line, message: line.message };
}

/** A line with whoever said it. */
export type LineAt = { line: Changeable; author: Person; own: boolean };

/** The first of these lines with which something can be done. */
export function lineAt(rows: readonly TranscriptRow[]): LineAt | undefined {
  const groups = rows.filter((row) => row.is === 'group');
  const [found] = groups.flatMap(({ lines, by: author, own }) =>
    lines.filter(isChangeable).map((line) => ({ line, author, own })),
  );
  return found;
}

/** What ArrowUp from an empty composer means: one's own last words, unless they are still on their way. */
export function lastOwn(rows: readonly TranscriptRow[]): Changeable | undefined {
  const own = rows.flatMap((row) => (row.is === 'group' && row.own ? row.lines : []));
  const last = own.findLast((line) => !line.deleted && !isLeaving(line));
  return last && isChangeable(last) ? last : undefined;
}

/** Whether its author may edit and delete it. What failed is tried again or discarded first. */
export function isChangeable(line: TranscriptLine): line is Changeable {
  return line.message !== undefined && !line.deleted && line.state.is !== 'failed' && !isLeaving(line);
}

/** Whether its author has deleted it and the room has not confirmed that. Until then it can still fail. */
export function isLeaving({ deleted, state }: TranscriptLine): boolean {
  return !deleted && isUnderWay(state) && state.t === 'delete';
}

export function isUnderWay(state: DeliveryState): state is DeliveryState & { is: 'queued' | 'sending' } {
  return state.is === 'queued' || state.is === 'sending';
}

/** The unsent changes of each message, in the order they were made. */
function changesOf(unsent: readonly Unsent[]): Map<string, Changing[]> {
  return byMessage(unsent.filter((act): act is Changing => act.t === 'edit' || act.t === 'delete'));
}

/** What somebody reacts with, or no longer, and the room has not confirmed. */
function reactsOf(unsent: readonly Unsent[], you: PersonId | undefined): Map<string, Reacting[]> {
  return byMessage(unsent.filter((act): act is Reacting => act.t === 'react' && act.by === you));
}

type Changing = Extract<Unsent, { t: 'edit' | 'delete' }>;
type Reacting = Extract<Unsent, { t: 'react' }>;

function byMessage<One extends { message: MessageRef }>(acts: readonly One[]): Map<string, One[]> {
  return Map.groupBy(acts, ({ message }) => `${message.seq} ${message.id}`);
}

function reactionsOf(message: Message, reacting: readonly Reacting[], you: Person | undefined) {
  let reactions: readonly Reaction[] = message.reactions ?? [];
  for (const { emoji, on } of you ? reacting : []) {
    const { role: _, ...by } = you as Person;
    if (isReactedBy(reactionWith(reactions, emoji), by.id) !== on)
      reactions = toggled(reactions, { by, emoji, on }, by.id);
  }
  return reactions.length === 0 || message.deleted ? {} : { reactions };
}

const whereOf = ({ reply, inThread }: Extract<Unsent, { t: 'say' }>) => ({
  ...(reply && { reply: reply.seq }),
  ...(inThread && { inThread: inThread.seq }),
});

const said = { is: 'said' } as const;

function lineOf(message: Message, changes: readonly Changing[], named: TranscriptSource['named']) {
  const { seq, id, text, reply, inThread, thread, editedAt, deleted, removedBy } = message;
  const edited = changes.findLast((act) => act.t === 'edit');
  const last = changes.find(({ t }) => t === 'delete') ?? changes.at(-1);
  const shown = changes.find(({ is }) => is === 'failed') ?? last;
  const state: DeliveryState = shown ? stateOf(shown) : said;
  return {
    text: edited?.text ?? text,
    ...(reply === undefined ? {} : { reply }),
    ...(inThread === undefined ? {} : { inThread }),
    ...(thread && { thread }),
    editedAt,
    // Words that cannot replace what is deleted are still somebody's words.
    deleted: deleted === true && !(state.is === 'failed' && state.t === 'edit'),
    removedBy: removedBy && named(removedBy),
    message: { seq, id },
    state,
  };
}

function stateOf(act: UnsentWords): DeliveryState {
  const { id, t, is } = act;
  return is === 'failed' ? { is, id, t, reason: act.reason } : { is, id, t };
}
