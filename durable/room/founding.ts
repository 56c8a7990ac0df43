import type { Person } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Founding } from '../../protocol/rooms.ts';
import { firstSettings, type Settings } from '../../protocol/settings.ts';
import { writeDown } from './audited-act.ts';
import { tidySettings } from './changing-settings.ts';
import { enrol } from './membership.ts';
import type { RoomStore } from './store.ts';

/** How a new room is to be, by the wish of whoever makes it. */
export function settingsFor({ title, visibility }: Founding): { settings: Settings } | Refusal {
  const tidied = tidySettings({
    ...(title === undefined ? {} : { title }),
    ...(visibility === undefined ? {} : { visibility }),
  });
  return 'refused' in tidied ? tidied : { settings: { ...firstSettings, ...tidied.changes } };
}

/** Makes a room in a store in which nothing stands yet. */
export function found(store: RoomStore, room: string, settings: Settings, by: Person, at: number): void {
  const audited = { store, by, at };
  const { title, visibility } = settings;
  writeDown(audited, { action: 'made', details: { visibility, ...(title === '' ? {} : { title }) } }, () => {
    store.settings.write({ room, settings, listing: undefined });
    enrol(audited, by, 'owner');
  });
}
