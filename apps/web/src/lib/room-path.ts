/** Where a room's page is. Its socket is below that. */
export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}

/** What can be done about one message, for whoever has no script. */
export const messagePath = (room: string, seq: number) => `${roomPath(room)}/messages/${seq}`;
export const pinsPath = (room: string) => `${roomPath(room)}/pins`;
/** The thread of the message at a place, and all that are open. */
export const threadPath = (room: string, seq: number) => `${roomPath(room)}/t/${seq}`;
export const threadsPath = (room: string) => `${roomPath(room)}/threads`;
/** Where what was said is searched. */
export const searchPath = (room: string) => `${roomPath(room)}/search`;
export const peoplePath = (room: string) => `${roomPath(room)}/people`;
export const personPath = (room: string, id: string) => `${roomPath(room)}/people/${id}`;
export const youPath = (room: string) => `${roomPath(room)}/you`;
export const settingsPath = (room: string) => `${roomPath(room)}/settings`;
export const logPath = (room: string) => `${roomPath(room)}/log`;
