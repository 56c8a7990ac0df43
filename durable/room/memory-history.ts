import type { Message, Person, Seq } from '../../protocol/message.ts';
import type { History, NewChange } from './history.ts';

/** A History for tests of the rules: plain arrays, and the reference that the SQL is held against. */
export function memoryHistory(): History {
  const messages: Message[] = [];
  const changes: (NewChange & { seq: Seq })[] = [];
  const people = new Map<string, Person>();
  const head = () => Math.max(messages.at(-1)?.seq ?? 0, changes.at(-1)?.seq ?? 0);
  const named = (message: Message) => ({ ...message, by: people.get(message.by.id) ?? message.by });
  const at = (seq: Seq) => {
    const message = messages.find((m) => m.seq === seq);
    return message && named(message);
  };
  return {
    head,
    at,
    append(message) {
      const filed = { seq: head() + 1, ...message };
      messages.push(filed);
      people.set(message.by.id, message.by);
      return filed;
    },
    change(change) {
      const seq = head() + 1;
      const i = messages.findIndex((m) => m.seq === change.of);
      const { editedAt, ...message } = messages[i] as Message;
      messages[i] =
        change.is === 'edit'
          ? { ...message, text: change.text, changed: seq, editedAt: change.at }
          : { ...message, text: '', changed: seq, deleted: true };
      changes.push({ ...change, seq });
      people.set(change.by.id, change.by);
      return named(messages[i]);
    },
    meet(person) {
      if (people.has(person.id)) people.set(person.id, person);
    },
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
        .filter((c) => c.seq > seq)
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
  };
}
