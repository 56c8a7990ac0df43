import type { Message } from '../protocol/message.ts';
import { beginningOf } from '../protocol/text/beginning.ts';
import type { RunHistory } from './history.ts';

/**
 * A message replies to what its author replied to, wherever it is shown; and each page knows what is replied to as it stands, or the
 * beginning of that, before it has fetched the page on which that is.
 */
export function checkReplies({ acts, fresh, views, quotes }: RunHistory): string[] {
  const replied = new Map(
    acts.flatMap((act) => (act.t === 'say' ? [[`${act.by}/${act.id}`, act.reply?.seq]] : [])),
  );
  const wrong = (who: string, { seq, id, by, reply, deleted }: Message) => {
    const right = deleted ? undefined : replied.get(`${by.id}/${id}`);
    return reply === right
      ? []
      : [`${who} has message ${seq} reply to ${reply ?? 'nothing'} instead of ${right ?? 'nothing'}.`];
  };
  const now = new Map(fresh.map((message) => [message.seq, message]));
  return [
    ...fresh.flatMap((message) => wrong('A fresh load', message)),
    // A client of the version before knows of none.
    ...views.flatMap(({ page, isOlder, messages }) =>
      isOlder ? [] : messages.flatMap((message) => wrong(page, message)),
    ),
    ...quotes.flatMap(({ page, reply, quoted }) => {
      const right = now.get(reply);
      const isRight =
        quoted?.id === right?.id &&
        quoted?.deleted === right?.deleted &&
        (quoted?.text === right?.text || quoted?.text === beginningOf(right?.text ?? ''));
      return isRight
        ? []
        : [`${page} quotes message ${reply} as “${quoted?.text}”, which stands as “${right?.text}”.`];
    }),
  ];
}
