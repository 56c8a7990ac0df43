import { PersonLine } from '$client/person-line.ts';
import { parsePersonFrame, type RoomReadState } from '$protocol/read-state.ts';
import { linePorts } from './ports.ts';
import { followPage } from './presence.ts';

/** Follows what is unread in the rooms of whoever sits here, wherever they are; returns how to stop. Loaded once a page is idle. */
export function followPerson(told: (rooms: readonly RoomReadState[]) => void): () => void {
  const line = new PersonLine(linePorts('/api/you/socket'), parsePersonFrame, told);
  return followPage(line);
}

/** On the icon of an installed page, where there is one: how much is meant for whoever sits here. */
export function badgeWith(count: number): void {
  const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  badge?.catch(() => {});
}
