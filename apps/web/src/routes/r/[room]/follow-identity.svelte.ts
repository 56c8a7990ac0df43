import { untrack } from 'svelte';
import { invalidateAll } from '$app/navigation';
import { noteLeaving } from '$lib/browser/leaving.ts';
import { watchRenaming } from '$lib/browser/renaming.ts';
import type { RoomState } from '$lib/state/room.svelte.ts';
import { closeCodes } from '$protocol/close-codes.ts';
import { isKnownOtherwise } from '$protocol/known-otherwise.ts';
import type { Person } from '$protocol/message.ts';

const { nameTaken, noName, signedOut } = closeCodes;

/**
 * To be called as a room's page is made: follows who sits here, and by which name, here and in other tabs.
 * @param you as the page's data have them
 * @param beginAnew opens the page once more, for whoever has given another name
 */
export function followIdentity(room: RoomState, you: () => Person | undefined, beginAnew: () => void): void {
  const cameAs = untrack(you)?.name;
  let before = untrack(you);

  // Somebody else has the name they came by, and they have given another.
  $effect(() => {
    if (room.stopped === 'introduce' && you()?.name !== cameAs) untrack(beginAnew);
  });

  // By another name now, here or in another tab. The room knows nothing of whoever left no trace in it, and has to be told.
  $effect(() => {
    const now = you();
    if (now && before && isKnownOtherwise(now, before)) untrack(() => room.isCalled(now));
    before = now;
  });
  $effect(() => watchRenaming((now) => room.isCalled(now)));

  // Somebody came by it since: what the room answers now brings a page that listens, and a name that is free.
  $effect(() => {
    if (room.stopCode === nameTaken.code) void invalidateAll();
  });

  // Signed out, on another device or in another tab: nothing of theirs stays on the screen. A private room keeps nobody.
  const isOver = $derived(
    room.stopCode === signedOut.code ||
      (room.stopCode === noName.code && room.settings.visibility === 'private'),
  );
  $effect(() => {
    if (!isOver || !room.you) return;
    noteLeaving(room.you.id);
    location.reload();
  });
}
