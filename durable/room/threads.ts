import { limits } from '../../protocol/limits.ts';
import type { PersonId, Seq } from '../../protocol/message.ts';
import type { StoredThread } from './with-people.ts';

/** What a thread is once this was said in it. What is settled stays so: whoever settled it says when it is not any more. */
export function withReply(
  before: StoredThread | undefined,
  { seq, by, at }: { seq: Seq; by: { id: PersonId }; at: number },
): StoredThread {
  const { n = 0, by: faces = [] } = before ?? {};
  return { ...before, n: n + 1, by: facesOf([by, ...faces]), at, seq };
}

/**
 * What a thread is once one of its replies is gone.
 *
 * @param standing what stands in it, the newest first, as far as that is needed to find whose faces are shown
 */
export function withoutDeleted<One extends StoredThread>(
  thread: One,
  standing: readonly { by: { id: PersonId }; at: number }[],
): One {
  const by = facesOf(standing.map((one) => one.by));
  return { ...thread, n: thread.n - 1, by, at: standing[0]?.at ?? thread.at };
}

const facesOf = (people: readonly { id: PersonId }[]): StoredThread['by'] =>
  [...new Set(people.map(({ id }) => id))].slice(0, limits.threadFaces).map((id) => ({ id }));

export const nameless = <One extends StoredThread>({ name: _, ...thread }: One): Omit<One, 'name'> => thread;

export const stateless = <One extends StoredThread>({
  name: _,
  done: __,
  ...thread
}: One): Omit<One, 'name' | 'done'> => thread;
