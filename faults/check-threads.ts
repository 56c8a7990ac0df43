import { limits } from '../protocol/limits.ts';
import type { Message, Seq } from '../protocol/message.ts';
import type { RunHistory } from './history.ts';

/**
 * What was said in a thread stands there, and in the room's list only where it was meant to; what hangs on a message is what stands
 * there, by the word of the room and of each page; and each page that follows a thread shows it as a fresh load does.
 */
export function checkThreads({ acts, fresh, views }: RunHistory): string[] {
  const said = new Map(
    acts.flatMap((act) =>
      act.t === 'say' ? [[`${act.by}/${act.id}`, whereOf(act.inThread?.seq, act.inThread && act.also)]] : [],
    ),
  );
  const misplaced = fresh.flatMap(({ seq, id, by, inThread, also }) => {
    const right = said.get(`${by.id}/${id}`);
    const is = whereOf(inThread, also);
    return is === right ? [] : [`Message ${seq} stands ${is} instead of ${right}.`];
  });
  const replies = (root: Seq) => fresh.filter(({ inThread }) => inThread === root);
  const miscounted = fresh.flatMap(({ seq, thread }) => {
    const right = threadOf(replies(seq));
    const is = thread ? { n: thread.n, by: thread.by.map(({ id }) => id), at: thread.at } : undefined;
    const isRight =
      is && right
        ? is.n === right.n && `${is.by}` === `${right.by}` && (is.n === 0 || is.at === right.at)
        : is === right;
    return isRight
      ? []
      : [`On message ${seq} hangs ${JSON.stringify(is)} instead of ${JSON.stringify(right)}.`];
  });
  const hung = new Map(fresh.map(({ seq, thread }) => [seq, hangingOf(thread)]));
  return [
    ...misplaced,
    ...miscounted,
    // A client of the version before knows of none.
    ...views.flatMap(({ page, isOlder, messages, threads }) => [
      ...(isOlder ? [] : messages).flatMap(({ seq, thread }) =>
        hangingOf(thread) === hung.get(seq)
          ? []
          : [`${page} has ${hangingOf(thread)} hang on message ${seq} instead of ${hung.get(seq)}.`],
      ),
      ...threads.flatMap(({ root, messages: shown }) => {
        const right = fresh.filter(({ seq, inThread }) => seq === root || inThread === root);
        // Nothing was said there, or it is lost since the room was restored.
        if (right.length < 2) return [];
        return textsOf(shown) === textsOf(right)
          ? []
          : [`${page} shows the thread of ${root} as ${textsOf(shown)} instead of ${textsOf(right)}.`];
      }),
    ]),
  ];
}

const whereOf = (root: Seq | undefined, also: true | undefined): string =>
  root === undefined ? 'in the room' : `in the thread of ${root}${also ? ' and in the room' : ''}`;

function threadOf(replies: readonly Message[]) {
  if (replies.length === 0) return undefined;
  const standing = replies.filter(({ deleted }) => !deleted).toReversed();
  const by = [...new Set(standing.map(({ by: { id } }) => id))].slice(0, limits.threadFaces);
  return { n: standing.length, by, at: standing[0]?.at };
}

const hangingOf = (thread: Message['thread']): string =>
  thread ? `${thread.n} by ${thread.by.map(({ id }) => id)} at ${thread.at}` : 'nothing';

const textsOf = (messages: readonly Message[]): string =>
  messages.map(({ seq, text, deleted }) => `${seq}: ${deleted ? 'gone' : text}`).join('; ');
