import type { LineAt } from '$lib/transcript.ts';
import type { RoomContext } from './room-context.svelte.ts';

/**
 * The keys that do something with a message while it has the focus, each for what whoever sits here can do with it: `+` react, `r` reply, `e`
 * edit, `c` copy the text, `l` the link, `p` pin, `h` earlier versions, `!` report, Delete; and `m` for the menu, `?` for the keys.
 */
export function keysFor(
  { line, own }: LineAt,
  { room, mayWrite, mayPin, isModerator }: RoomContext,
): Set<string> {
  const writes = room.speaks && mayWrite;
  return new Set([
    ...'clm?',
    ...(writes ? '+r' : ''),
    ...(writes && own ? 'e' : ''),
    ...(mayPin ? 'p' : ''),
    ...(isModerator && line.editedAt !== undefined ? 'h' : ''),
    ...(own ? '' : '!'),
    // Words can always be taken back.
    ...((own ? room.speaks : isModerator) ? ['Delete'] : []),
  ]);
}
