import type { Message, Person } from '../../protocol/message.ts';
import type { History } from './history.ts';

/** A History for tests of the rules: plain arrays, and the reference that the SQL is held against. */
export function memoryHistory(): History {
  const messages: Message[] = [];
  const people = new Map<string, Person>();
  const head = () => messages.at(-1)?.seq ?? 0;
  const named = (message: Message) => ({ ...message, by: people.get(message.by.id) ?? message.by });
  return {
    head,
    append(message) {
      const filed = { seq: head() + 1, ...message };
      messages.push(filed);
      people.set(message.by.id, message.by);
      return filed;
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
    copyOf(id, by, after) {
      const copy = messages.find((m) => m.seq > after && m.id === id && m.by.id === by);
      return copy && named(copy);
    },
  };
}
