import { limits } from '../../protocol/limits.ts';
import {
  type ChangeKind,
  isInList,
  type Message,
  type Person,
  type PersonId,
  type Seq,
} from '../../protocol/message.ts';
import { emojiKey, isSameEmoji, toggled } from '../../protocol/reactions.ts';
import type { EarlierVersion } from '../../protocol/rooms.ts';
import { indexEntry } from '../../protocol/search/index-entry.ts';
import type { Phrase } from '../../protocol/search/tokens.ts';
import type { History, NewChange, Pin, ThreadStatus } from './history.ts';
import { memoryPeople } from './memory-people.ts';
import type { People } from './store.ts';
import { nameless, stateless, withoutDeleted, withReply } from './threads.ts';
import { type FindPresent, type StoredMessage, type StoredThread, withPeople } from './with-people.ts';

/** A History for tests of the rules: plain arrays, and the reference that the SQL is held against. */
export function memoryHistory(
  people: People = memoryPeople(),
  present: FindPresent = () => undefined,
): History {
  const messages: StoredMessage[] = [];
  const threads = new Map<Seq, StoredThread>();
  const reacting: { message: Seq; person: PersonId; emoji: string }[] = [];
  let pins: Pin[] = [];
  let isIndexed = false;
  let earlier: (EarlierVersion & { message: Seq })[] = [];
  const changes: (NewChange & { seq: Seq })[] = [];
  const head = () => Math.max(messages.at(-1)?.seq ?? 0, changes.at(-1)?.seq ?? 0);
  const known = (ids: readonly PersonId[]) =>
    new Map(ids.flatMap((id) => people.known(id) ?? []).map((person) => [person.id, person]));
  const named = ({ removedBy, ...message }: StoredMessage): Message => {
    const thread = threads.get(message.seq);
    const today = {
      ...message,
      ...(thread && { thread }),
      by: people.known(message.by.id) ?? message.by,
      ...(removedBy ? { removedBy: people.known(removedBy.id) ?? removedBy } : {}),
    };
    return withPeople([today], known, present)[0] as Message;
  };
  const at = (seq: Seq) => {
    const message = messages.find((m) => m.seq === seq);
    return message && named(message);
  };
  const noted = new Map<string, Seq>();
  const note = (id: string, by: string, ahead: Seq | undefined, of: Seq) => {
    if (ahead !== undefined) noted.set(`${id} ${by} ${ahead}`, of);
  };
  return {
    head,
    at,
    actAt: (seq) => [...messages, ...changes].find((act) => act.seq === seq)?.id,
    noteDone: ({ id, after }, by, message) => note(id, by, after, message),
    aheadOf: (id, by, after) => at(noted.get(`${id} ${by} ${after}`) ?? 0),
    append({ ahead, ...message }) {
      const filed = { seq: head() + 1, ...message };
      messages.push(filed);
      if (filed.inThread !== undefined) {
        const before = threads.get(filed.inThread);
        threads.set(filed.inThread, withReply(before, filed));
      }
      note(message.id, message.by.id, ahead, filed.seq);
      people.note(message.by, message.at);
      return named(filed);
    },
    change(change) {
      const seq = head() + 1;
      const i = messages.findIndex((m) => m.seq === change.of);
      const before = messages[i] as StoredMessage;
      const known = threads.get(change.of);
      if (known && change.is === 'thread')
        threads.set(change.of, { ...stateless(known), ...stateOf(change), seq });
      if (known && change.is === 'delete') threads.set(change.of, { ...nameless(known), seq });
      if (change.is === 'edit' && change.text !== before.text) {
        const { text, editedAt: at = before.at } = before;
        earlier.push({ message: change.of, text, at, until: change.at });
      }
      if (change.is === 'delete') earlier = earlier.filter(({ message }) => message !== change.of);
      messages[i] = changedAt(messages[i] as StoredMessage, change, seq);
      if (change.is === 'delete' || change.is === 'react') {
        const isGone = (one: (typeof reacting)[number]) =>
          one.message === change.of &&
          (change.is !== 'react' || (one.person === change.by.id && isSameEmoji(one.emoji, change.emoji)));
        reacting.splice(0, Number.POSITIVE_INFINITY, ...reacting.filter((one) => !isGone(one)));
      }
      const ofThread = change.is === 'delete' ? before.inThread : undefined;
      const thread = ofThread === undefined ? undefined : threads.get(ofThread);
      if (ofThread !== undefined && thread) {
        const standing = messages.filter((m) => m.inThread === ofThread && !m.deleted);
        threads.set(ofThread, { ...withoutDeleted(thread, standing.toReversed()), seq });
      }
      if (change.is === 'delete') pins = pins.filter(({ message }) => message !== change.of);
      if (change.is === 'react' && change.on) {
        reacting.push({ message: change.of, person: change.by.id, emoji: emojiKey(change.emoji) });
      }
      changes.push({ ...change, seq });
      note(change.id, change.by.id, change.ahead, change.of);
      people.note(change.by);
      return named(messages[i] as StoredMessage);
    },
    meet: people.meet,
    after: (seq, limit) =>
      messages
        .filter((m) => m.seq > seq && isInList(m))
        .slice(0, limit)
        .map(named),
    before(seq, limit, thread) {
      const isMeant = (m: StoredMessage) => (thread === undefined ? isInList(m) : m.inThread === thread);
      const older = messages.filter((m) => m.seq < seq && isMeant(m));
      return older.slice(Math.max(0, older.length - limit)).map(named);
    },
    openThreads: (limit) =>
      [...threads]
        .filter(([, { n, done }]) => n > 0 && !done)
        .sort(([one, { at }], [other, { at: otherAt }]) => otherAt - at || other - one)
        .slice(0, limit)
        .flatMap(([seq]) => at(seq) ?? []),
    changesAfter(seq, limit) {
      const acts = changes.filter((c) => c.seq > seq);
      if (acts.length > limits.resendScanChanges) return undefined;
      const since = [
        ...acts.flatMap((c) => (c.is === 'thread' ? [] : { seq: c.seq, of: c.of, kind: kindOf(c) })),
        ...[...threads]
          .filter(([, thread]) => thread.seq > seq)
          .map(([of, thread]) => ({ seq: thread.seq, of, kind: 'thread' as const })),
      ].sort((one, other) => one.seq - other.seq);
      const latest = since.filter((c, i) => !since.slice(i + 1).some(({ of }) => of === c.of));
      if (latest.length > limit) return undefined;
      const kinds = (of: Seq) => new Set(since.flatMap((c) => (c.of === of ? c.kind : [])));
      return latest.map(({ of }) => ({ message: of, kinds: [...kinds(of)].sort() }));
    },
    reactionsOf: (message, person) =>
      reacting.filter((one) => one.message === message && one.person === person).map(({ emoji }) => emoji),
    reactedTo: (person, limit) =>
      reacting
        .filter((one) => one.person === person)
        .sort((one, other) => one.message - other.message)
        .slice(0, limit)
        .map(({ message, emoji }) => ({ message, emoji })),
    earlier: (seq) =>
      earlier
        .filter(({ message }) => message === seq)
        .map(({ message: _, ...version }) => {
          const by = { id: '', name: '', kind: 'guest' } as const;
          const [named] = withPeople([{ seq, id: '', by, ...version }], known, present);
          return { ...version, ...(named?.mentions && { mentions: named.mentions }) };
        }),
    earlierOf: (person) =>
      earlier
        .filter(({ message }) => messages.find(({ seq }) => seq === message)?.by.id === person)
        .sort((one, other) => one.message - other.message),
    dropEarlier(before) {
      earlier = earlier.filter(({ until }) => until >= before);
    },
    dropEarlierOf(person) {
      earlier = earlier.filter(
        ({ message }) => messages.find(({ seq }) => seq === message)?.by.id !== person,
      );
    },
    pins: () => pins,
    pin(pin) {
      pins = [pin, ...pins];
    },
    unpin(message) {
      pins = pins.filter((pin) => pin.message !== message);
    },
    copyOf(id, by, after) {
      const copy = messages.find((m) => m.seq > after && m.id === id && m.by.id === by);
      return copy && named(copy);
    },
    changedBy(id, by, after) {
      const copy = changes.find((c) => c.seq > after && c.id === id && c.by.id === by);
      return copy && at(copy.of);
    },
    lastSaidBy: (person, since) => messages.findLast((m) => m.by.id === person && m.at > since)?.at,
    saidBy: (person, seq, limit) =>
      messages
        .filter((m) => m.seq > seq && m.by.id === person && !m.deleted)
        .slice(0, limit)
        .map(named),
    allBy: (person, seq, limit) =>
      messages
        .filter((m) => m.seq > seq && m.by.id === person)
        .slice(0, limit)
        .map(named),
    extendIndex() {
      isIndexed = true;
      return false;
    },
    indexedAfter: () => (isIndexed ? 0 : undefined),
    search: ({ all, after, before }, limit) =>
      messages
        .filter(({ seq, deleted }) => seq > after && seq < before && !deleted)
        .filter((message) => {
          const tokens = indexEntry(message);
          return all.every((any) => any.some((phrase) => stands(phrase, tokens)));
        })
        .toReversed()
        .slice(0, limit)
        .map(named),
    firstSince: (time) => messages.find((m) => m.at >= time)?.seq ?? head() + 1,
    authors: () => [...new Set(messages.map((m) => m.by.id))],
  };
}

function stands({ tokens, isBeginning }: Phrase, within: readonly string[]): boolean {
  return within.some((_, at) =>
    tokens.every((token, i) => {
      const there = within[at + i];
      return isBeginning && i === tokens.length - 1 ? there?.startsWith(token) : there === token;
    }),
  );
}

const kindOf = ({ is }: NewChange): ChangeKind => (is === 'react' ? 'reactions' : 'text');

const stateOf = ({ name, done }: ThreadStatus): ThreadStatus => ({
  ...(name !== undefined && { name }),
  ...(done && { done }),
});

function changedAt(
  { reactions = [], ...message }: StoredMessage,
  change: NewChange,
  seq: Seq,
): StoredMessage {
  if (change.is === 'thread') return { ...message, changed: seq, ...(reactions.length > 0 && { reactions }) };
  if (change.is === 'react') {
    const now = toggled(reactions, { ...change, by: { id: change.by.id } });
    return { ...message, changed: seq, ...(now.length > 0 && { reactions: now }) };
  }
  const { editedAt: _, ...rest } = message;
  return change.is === 'edit'
    ? {
        ...rest,
        text: change.text,
        changed: seq,
        editedAt: change.at,
        ...(reactions.length > 0 && { reactions }),
      }
    : { ...withoutReply(rest), text: '', changed: seq, deleted: true, ...removal(message, change.by) };
}

const withoutReply = ({ reply: _, ...message }: StoredMessage): StoredMessage => message;

function removal(message: StoredMessage, by: Person): { removedBy?: Person } {
  return message.by.id === by.id ? {} : { removedBy: by };
}
