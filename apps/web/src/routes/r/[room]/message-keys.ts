import type { LineAt } from '$lib/transcript.ts';
import type { RoomContext } from './room-context.svelte.ts';

/**
 * The keys that do something with a message while it has the focus, each for what whoever sits here can do with it: `+` react, `r` reply, `e`
 * edit, `c` copy the text, `l` the link, `t` the thread, `p` pin, `u` mark unread from here, `h` earlier versions, `!` report, Delete; and `m` for the menu, `?` for the keys.
 */
export function keysFor(
  { line, own }: LineAt,
  { room, thread, mayWrite, mayPin, isModerator }: RoomContext,
): Set<string> {
  const writes = room.speaks && mayWrite;
  return new Set([
    ...'clm?',
    ...(writes ? '+r' : ''),
    ...(writes && own ? 'e' : ''),
    // Out of a thread none leads to another. Where none may be begun, one that is there can be read.
    ...(!thread && ((writes && room.settings.threads) || line.thread || line.inThread !== undefined)
      ? 't'
      : ''),
    ...(mayPin ? 'p' : ''),
    ...(room.speaks && !thread && !own ? 'u' : ''),
    ...(isModerator && line.editedAt !== undefined ? 'h' : ''),
    ...(own ? '' : '!'),
    // Words can always be taken back.
    ...((own ? room.speaks : isModerator) ? ['Delete'] : []),
  ]);
}
