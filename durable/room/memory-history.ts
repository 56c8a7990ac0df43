import type { Message } from '../../protocol/message.ts';
import type { History } from './history.ts';

/** A History for tests of the rules: plain arrays, and the reference that the SQL is held against. */
export function memoryHistory(): History {
  const messages: Message[] = [];
  const head = () => messages.at(-1)?.seq ?? 0;
  return {
    head,
    append(message) {
      const filed = { seq: head() + 1, ...message };
      messages.push(filed);
      return filed;
    },
    after: (seq, limit) => messages.filter((m) => m.seq > seq).slice(0, limit),
    before(seq, limit) {
      const older = messages.filter((m) => m.seq < seq);
      return older.slice(Math.max(0, older.length - limit));
    },
    copyOf: (id, by, after) => messages.find((m) => m.seq > after && m.id === id && m.by.id === by),
  };
}
