import type { Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import type { History, NewChange } from './history.ts';
import { memoryPeople } from './memory-people.ts';
import { type FindPresent, withMentioned } from './mentions.ts';
import type { People } from './store.ts';

/** A History for tests of the rules: plain arrays, and the reference that the SQL is held against. */
export function memoryHistory(
  people: People = memoryPeople(),
  present: FindPresent = () => undefined,
): History {
  const messages: Message[] = [];
  const changes: (NewChange & { seq: Seq })[] = [];
  const head = () => Math.max(messages.at(-1)?.seq ?? 0, changes.at(-1)?.seq ?? 0);
  const known = (ids: readonly PersonId[]) =>
    new Map(ids.flatMap((id) => people.known(id) ?? []).map((person) => [person.id, person]));
  const named = ({ removedBy, ...message }: Message): Message => {
    const today = {
      ...message,
      by: people.known(message.by.id) ?? message.by,
      ...(removedBy ? { removedBy: people.known(removedBy.id) ?? removedBy } : {}),
    };
    return withMentioned([today], known, present)[0] as Message;
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
    aheadOf: (id, by, after) => at(noted.get(`${id} ${by} ${after}`) ?? 0),
    append({ ahead, ...message }) {
      const filed = { seq: head() + 1, ...message };
      messages.push(filed);
      note(message.id, message.by.id, ahead, filed.seq);
      people.note(message.by, message.at);
      return named(filed);
    },
    change(change) {
      const seq = head() + 1;
      const i = messages.findIndex((m) => m.seq === change.of);
      const { editedAt, ...message } = messages[i] as Message;
      messages[i] =
        change.is === 'edit'
          ? { ...message, text: change.text, changed: seq, editedAt: change.at }
          : { ...message, text: '', changed: seq, deleted: true, ...removal(message, change.by) };
      changes.push({ ...change, seq });
      note(change.id, change.by.id, change.ahead, change.of);
      people.note(change.by);
      return named(messages[i]);
    },
    meet: people.meet,
    after: (seq, limit) =>
      messages
        .filter((m) => m.seq > seq)
        .slice(0, limit)
        .map(named),
    before(seq, limit) {
      const older = messages.filter((m) => m.seq < seq);
      return older.slice(Math.max(0, older.length - limit)).map(named);
    },
    changesAfter: (seq, limit) =>
      changes
        .filter((c, i) => c.seq > seq && !changes.slice(i + 1).some(({ of }) => of === c.of))
        .slice(0, limit)
        .map(({ of }) => of),
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
    authors: () => [...new Set(messages.map((m) => m.by.id))],
  };
}

function removal(message: Message, by: Person): { removedBy?: Person } {
  return message.by.id === by.id ? {} : { removedBy: by };
}
