import { untrack } from 'svelte';
import { noteReadPlace, readPlaceIn } from '$lib/browser/read-places.ts';
import { watchLook } from '$lib/browser/watch-look.ts';
import type { RoomState } from '$lib/state/room.svelte.ts';
import type { PersonId } from '$protocol/message.ts';

/** What was read so lately may not be known yet to where a page comes from. */
const onTheWayMs = 5_000;

/**
 * Notes what is read in a room, and what is not. To be called in an effect, for a page that somebody is at.
 *
 * @param isKnownElsewhere whether their Person object keeps how far they have read here
 */
export function watchReading(
  room: RoomState,
  address: string,
  you: PersonId | undefined,
  isKnownElsewhere: boolean,
): void {
  let looks = $state(false);
  $effect(() =>
    watchLook((now) => {
      looks = now;
    }),
  );
  $effect(() => {
    room.upTo;
    if (looks && room.isInSight && room.isAtEnd && room.connection === 'live') untrack(() => room.read());
  });
  $effect(() => room.onSaid(() => !(looks && room.isInSight) && room.isNotSeen()));
  if (you === undefined) return;
  const place = readPlaceIn(address, you, isKnownElsewhere ? onTheWayMs : undefined);
  if (place !== undefined) untrack(() => room.hasReadUpTo(place));
  let noted = untrack(() => room.readUpTo);
  $effect(() => {
    if (room.readUpTo !== noted) noteReadPlace(address, you, room.readUpTo);
    noted = room.readUpTo;
  });
}
