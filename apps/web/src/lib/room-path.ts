/** Where a room's page is. Its socket is below that. */
export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}

/** A message in its context. Without a script the browser goes to it by the fragment. */
export const permalink = (room: string, seq: number) => `${roomPath(room)}?at=${seq}#m${seq}`;

/** What can be done about one message, for whoever has no script. */
export const messagePath = (room: string, seq: number) => `${roomPath(room)}/messages/${seq}`;
export const pinsPath = (room: string) => `${roomPath(room)}/pins`;
/** The thread of the message at a place, at one of its replies; and all that are open. */
export const threadPath = (room: string, seq: number, at?: number) =>
  `${roomPath(room)}/t/${seq}${at === undefined ? '' : `?reply=${at}`}`;
export const threadsPath = (room: string) => `${roomPath(room)}/threads`;
/** Where what was said is searched. */
export const searchPath = (room: string) => `${roomPath(room)}/search`;
export const peoplePath = (room: string) => `${roomPath(room)}/people`;
export const personPath = (room: string, id: string) => `${roomPath(room)}/people/${id}`;
export const youPath = (room: string) => `${roomPath(room)}/you`;
/** Where somebody orders, mutes and leaves their rooms. */
export const ownRoomsPath = '/you/rooms';
export const settingsPath = (room: string) => `${roomPath(room)}/settings`;
export const logPath = (room: string) => `${roomPath(room)}/log`;
