import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A bug to plant: the harness must notice, or its silence about the real code means nothing. */
export type Mutation = {
  name: string;
  /** From the root of the repository. */
  file: string;
  /** Must stand there exactly once. */
  find: string;
  replace: string;
  /** Why it must be caught. */
  because: string;
};

export const mutations: readonly Mutation[] = [
  {
    name: 'told-before-written',
    file: 'durable/storage/sqlite-history.ts',
    find: `      this.#storage.sql.exec(
        'INSERT INTO messages (seq, id, person, text, at, reply, in_thread, also) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        next,
        id,
        by.id,
        text,
        at,
        reply ?? null,
        inThread ?? null,
        also ? 1 : null,
      );`,
    replace: `      queueMicrotask(() => this.#storage.sql.exec(
        'INSERT INTO messages (seq, id, person, text, at, reply, in_thread, also) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        next,
        id,
        by.id,
        text,
        at,
        reply ?? null,
        inThread ?? null,
        also ? 1 : null,
      ));`,
    because: 'a room that ends, or a disk that fails, in between has told what is nowhere',
  },
  {
    name: 'told-although-the-batch-was-undone',
    file: 'durable/room-object/frame-handler.ts',
    find: 'if (heard.length > 1) return heard.flatMap((one) => this.#decide([one], failed));',
    replace: 'if (heard.length > 1) return decided;',
    because: 'what was written in a turn that failed is nowhere, and its places are given out once more',
  },
  {
    name: 'second-of-a-batch-lost',
    file: 'durable/room-object/frame-handler.ts',
    find: 'const heard = this.#heard;',
    replace: 'const heard = this.#heard.filter((_, i) => i !== 1);',
    because: 'whoever said it waits on a line that lives for an answer that never comes',
  },
  {
    name: 'first-words-lost',
    file: 'durable/room-object/first-traces.ts',
    find: 'if (waiting) waiting.push(trace);',
    replace: 'if (waiting) return;',
    because: 'whoever goes on talking while they are verified waits for answers that never come',
  },
  {
    name: 'no-dedupe',
    file: 'durable/room/messages.ts',
    find: 'if (earlier) return this.#said(earlier, true);',
    replace: '',
    because: 'a resend of what had arrived is said twice',
  },
  {
    name: 'no-dedupe-of-changes',
    file: 'durable/room/messages.ts',
    find: 'if (earlier) return verdictOn(act, earlier, true);',
    replace: '',
    because: 'a late copy of an edit undoes a later one',
  },
  {
    name: 'since-off-by-one',
    file: 'durable/room/messages.ts',
    find: 'this.#history.after(since, ',
    replace: 'this.#history.after(since + 1, ',
    because: 'whoever comes back lacks the first thing they missed, and does not know',
  },
  {
    name: 'changes-not-replayed',
    file: 'durable/room/messages.ts',
    find: 'messages: missed }), changed, forget: false }',
    replace: 'messages: missed }), changed: [], forget: false }',
    because: 'whoever was away while a message was edited goes on showing its old words',
  },
  {
    name: 'seq-of-messages-only',
    file: 'durable/storage/sqlite-history.ts',
    find: 'return Math.max(said ?? 0, changed ?? 0);',
    replace: 'return said ?? 0;',
    because: 'a room that woke after a change gives that place out once more',
  },
  {
    name: 'change-in-two-parts',
    file: 'durable/storage/sqlite-history.ts',
    find: 'this.#storage.transactionSync(() => {',
    replace: '[0].forEach(() => {',
    because: 'a disk that fails in between leaves a change that nobody who comes back is told of',
  },
  {
    name: 'same-words-take-no-place',
    file: 'durable/room/messages.ts',
    find: `    // The same words take a place as well:`,
    replace: `    if (tidied.text === message.text) return { is: 'changed', message, again: true };
    // The same words take a place as well:`,
    because: 'a late copy of an edit that changed nothing undoes the one after it',
  },
  {
    name: 'restored-room-taken-for-the-same',
    file: 'durable/room/messages.ts',
    find: 'const isThisRoom = sinceId === undefined || this.#history.actAt(since) === sinceId;',
    replace: 'const isThisRoom = true;',
    because:
      'a room that was restored to an earlier day, and has grown since, goes on from what it never held',
  },
  {
    name: 'pending-lost-on-reconnect',
    file: 'client/outbox.ts',
    find: 'this.#unsent = this.#unsent.map((one) => (but.has(one.id) ? one : queued(one)));',
    replace: `for (const { is, id } of this.#unsent) if (is === 'sending' && !but.has(id)) this.release(id);`,
    because: 'what was under way when the line broke may not have arrived',
  },
  {
    name: 'mentions-of-the-words-before',
    file: 'protocol/message.ts',
    find: 'const { editedAt: at, mentions: mentioned } = areWordsNew ? parts : { editedAt, mentions };',
    replace: `const { editedAt: at } = areWordsNew ? parts : { editedAt };
  const mentioned = mentions;`,
    because: 'whoever was mentioned by words that were edited goes on being mentioned by the new ones',
  },
  {
    name: 'reactions-not-replayed',
    file: 'durable/storage/sqlite-history.ts',
    find: `const reactions = acts.filter(({ kind }) => kind === 'reactions');`,
    replace: 'const reactions = acts.filter(() => false);',
    because: 'whoever was away while people reacted goes on showing the reactions of before',
  },
  {
    name: 'quotes-left-out',
    file: 'durable/room/messages.ts',
    find: 'const [quoted] = this.#quotedBy([message], known);',
    replace: 'const quoted = undefined as Message | undefined;',
    because: 'whoever does not hold what a new message replies to has nothing to quote',
  },
  {
    name: 'second-reply-not-counted',
    file: 'durable/room/threads.ts',
    find: 'n: n + 1,',
    replace: 'n: 1,',
    because: 'what hangs on a message is less than stands in its thread',
  },
  {
    name: 'pins-not-told',
    file: 'durable/room-object/publish.ts',
    find: `audience.publish([{ t: 'pins', pins: one.pins }]);`,
    replace: '',
    because: 'whoever was there when something was pinned does not know it before their line breaks',
  },
  {
    name: 'stamped-anew',
    file: 'client/sender.ts',
    find: 'for (const unsent of ready) send(actOf(unsent));',
    replace: 'for (const unsent of ready) send(actOf({ ...unsent, after: this.#speaker.seen() }));',
    because: 'the room looks for the first copy after the place where it stands',
  },
];

/** Changes the one place in the copied sources; throws when the code has moved on and there is no such place. */
export async function plant({ name, file, find, replace }: Mutation, sources: string): Promise<void> {
  const path = join(sources, file);
  const text = await readFile(path, 'utf8');
  const places = text.split(find).length - 1;
  if (places !== 1) {
    throw new Error(`The bug “${name}” cannot be planted: ${file} has its place ${places} times, not once.`);
  }
  await writeFile(
    path,
    text.replace(find, () => replace),
  );
}
