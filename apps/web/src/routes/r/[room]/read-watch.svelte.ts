import { untrack } from 'svelte';
import { noteReadPlace, readPlaceIn } from '$lib/browser/read-places.ts';
import { watchLook } from '$lib/browser/watch-look.ts';
import type { RoomState } from '$lib/state/room.svelte.ts';
import type { PersonId } from '$protocol/message.ts';

/** Notes what is read in a room, and what is not. To be called in an effect, for a page that somebody is at. */
export function watchReading(room: RoomState, address: string, you: PersonId | undefined): void {
  let looks = $state(false);
  $effect(() =>
    watchLook((now) => {
      looks = now;
    }),
  );
  $effect(() => {
    room.upTo;
    if (looks && room.isAtEnd && room.connection === 'live') untrack(() => room.read());
  });
  $effect(() => room.onSaid(() => !(looks && room.isAtEnd) && room.isNotSeen(looks)));
  if (you === undefined) return;
  // Of a guest who has said nothing here nobody else knows it; and what was read a moment ago may not have come to where the page is from.
  const place = readPlaceIn(address, you);
  if (place !== undefined) untrack(() => room.hasReadUpTo(place));
  $effect(() => noteReadPlace(address, you, room.readUpTo));
}
