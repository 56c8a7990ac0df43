import type { InRoom } from '$lib/state/in-room.ts';
import type { Person, PersonId } from '$protocol/message.ts';

/** What of a room is offered. */
type Offered = { readonly people: readonly Person[]; markRead(): void };

/** Offers what can be done in a room that is open to what stands on every page; returns how to stop. */
export function offerRoom(
  onScreen: { current: InRoom | undefined },
  room: Offered,
  show: (id: PersonId, from: HTMLElement) => void,
): () => void {
  const here: InRoom = {
    people: () => room.people,
    showPerson: (id) => show(id, document.querySelector<HTMLElement>('main h1') ?? document.body),
    markRead: () => room.markRead(),
  };
  onScreen.current = here;
  return () => {
    if (onScreen.current === here) onScreen.current = undefined;
  };
}
