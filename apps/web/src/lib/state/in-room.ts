import { createContext } from 'svelte';
import type { Person, PersonId } from '$protocol/message.ts';

/** What can be done in the room that is open, for what stands on every page. */
export type InRoom = {
  people(): readonly Person[];
  showPerson(id: PersonId): void;
  markRead(): void;
};

export const [roomOnScreen, provideRoomOnScreen] = createContext<{ current: InRoom | undefined }>();
