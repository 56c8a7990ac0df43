import { closeCodes } from '../protocol/close-codes.ts';
import { attachmentOf } from './attachment.ts';
import { codeOf } from './doorway.ts';
import type { News } from './room/deed.ts';
import type { House } from './room/house.ts';
import type { Sockets } from './sockets.ts';

/** Tells those who are connected what somebody did, and has those gone who may not be here any more. */
export function tell(news: readonly News[], house: House, sockets: Sockets): void {
  for (const one of news) {
    switch (one.is) {
      case 'settings':
        sockets.broadcast({ t: 'settings', settings: one.settings });
        break;
      case 'changed':
        sockets.broadcast({ t: 'changed', id: one.id, by: one.by, message: one.message });
        break;
      case 'muted':
        sockets.tell(one.whom, {
          t: 'standing',
          ...(one.until === undefined ? {} : { mutedUntil: one.until }),
        });
        break;
      case 'kicked':
        for (const socket of sockets.of(one.whom)) sockets.dismiss(socket, closeCodes.kicked);
        break;
      case 'reported':
        sockets.tellAtLeast('moderator', { t: 'reported', n: one.n });
        break;
      case 'ranks':
        lookAnew(house, sockets);
    }
  }
}

/** Everybody who is connected, as if they came in now: whatever was decided holds for open sockets at once. */
export function lookAnew(house: House, sockets: Sockets): void {
  for (const socket of sockets.all()) {
    const { person, address, is } = attachmentOf(socket);
    // An earlier one of the same person may have been told already.
    if (is === 'gone') continue;
    const door = house.door({ person, address });
    if ('denied' in door) sockets.dismiss(socket, codeOf(door));
    else if (sockets.rank(person.id, door.role).news) {
      // One that only listens may have another name.
      const joined = sockets.joinedAs(person.id) ?? person;
      sockets.tellPresence({ t: 'arrived', person: { ...joined, role: door.role } });
    }
  }
}
