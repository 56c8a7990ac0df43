import type { News } from '$client/chat.ts';
import type { PersonId } from '$protocol/message.ts';

/** Whether somebody takes part in a thread in which something was said: they began it, or are among those who spoke there last. */
export function isMeantInThread(
  { root }: Pick<Extract<News, { t: 'answered' }>, 'root'>,
  you: PersonId | undefined,
): boolean {
  return you !== undefined && (root?.by.id === you || root?.thread?.by.some(({ id }) => id === you) === true);
}
