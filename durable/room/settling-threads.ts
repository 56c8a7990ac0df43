import type { Action } from '../../protocol/actions.ts';
import { limits } from '../../protocol/limits.ts';
import type { ActId } from '../../protocol/message.ts';
import { tidyLine } from '../../protocol/words.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';
import type { History, ThreadStatus } from './history.ts';

/**
 * Gives a thread a name, or settles it, or neither any more. Whoever does it may: the author of what it hangs on, or a moderator, of
 * whom it is written down.
 */
export function settleThread(
  audited: AuditedAct,
  history: History,
  { message: ref, name: wanted, done: isDone }: Extract<Action, { do: 'thread' }>,
  id: ActId,
): Outcome {
  const message = history.at(ref.seq);
  const thread = message?.thread;
  if (message?.id !== ref.id || !thread) return { refused: 'no-such-message' };
  const tidied = tidyLine(wanted ?? thread.name ?? '', limits.threadNameLetters);
  if ('refused' in tidied) return tidied;
  // What is deleted is nowhere any more, and a name may say it again.
  if (message.deleted && tidied.line !== '') return { refused: 'deleted' };
  const before: ThreadStatus = stateOf(thread.name ?? '', thread.done ?? false);
  const after = stateOf(tidied.line, isDone ?? before.done ?? false);
  if (before.name === after.name && before.done === after.done) return done();
  const { by } = audited;
  const settle = () => {
    const changed = history.change({ is: 'thread', id, by, of: message.seq, ...after });
    return done({ is: 'changed', id, by: by.id, message: changed, kinds: ['thread'] });
  };
  if (message.by.id === by.id) return settle();
  const details = {
    // Not the name itself, which may go with what the thread hangs on, or with whoever gave it.
    ...(before.name !== after.name && { named: after.name !== undefined }),
    ...(before.done !== after.done && { done: after.done === true }),
  };
  return writeDown(audited, { action: 'thread', whom: message.by, message: message.seq, details }, settle);
}

const stateOf = (name: string, isDone: boolean): ThreadStatus => ({
  ...(name !== '' && { name }),
  ...(isDone && { done: true }),
});
