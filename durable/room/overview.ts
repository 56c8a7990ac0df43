import type { Person } from '../../protocol/message.ts';
import { isAtLeast, type Role } from '../../protocol/roles.ts';
import type { Invite, Overview, Sanction, Standing } from '../../protocol/rooms.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { KeptInvite, RoomStore, Sanctioned } from './store.ts';

const guestsShown = 200;

/** What somebody who may read the room may know of its people and invites. */
export function overviewOf(
  store: RoomStore,
  settings: Settings,
  standing: Standing,
  person: Person | undefined,
  present: readonly Person[],
  now: number,
): Overview {
  const leads = isAtLeast(standing.role, 'moderator');
  const members = store.members.all();
  const invites = store.invites.all(now).filter(({ by }) => leads || by === person?.id);
  return {
    settings,
    standing,
    members: members.map(({ person, role, since }) => ({ ...person, role, since })),
    invites: invites.map((invite) => inviteOf(store, invite)),
    ...(leads
      ? {
          sanctions: store.sanctions.all(now).map((sanction) => sanctionOf(store, sanction)),
          guests: guestsOf(store, new Set(members.map(({ person }) => person.id)), present),
        }
      : {}),
  };
}

/** How somebody stands in a room, `trouble` being what is wrong with their name. */
export function standingOf(
  store: RoomStore,
  role: Role,
  person: Person | undefined,
  trouble: Standing['name'],
  now: number,
): Standing {
  const mute = person && store.sanctions.of(person.id, 'muted', now);
  return {
    role,
    ...(mute?.until === undefined ? {} : { mutedUntil: mute.until }),
    ...(trouble === undefined ? {} : { name: trouble }),
  };
}

function guestsOf(store: RoomStore, members: ReadonlySet<string>, present: readonly Person[]): Person[] {
  const here = present.map(({ role: _, ...person }): Person => person);
  const guests = new Map([...here, ...store.people.latest(guestsShown)].map((one) => [one.id, one]));
  return [...guests.values()].filter(({ id }) => !members.has(id));
}

function sanctionOf(store: RoomStore, { person, is, by, at, until, why, address }: Sanctioned): Sanction {
  return {
    person: someone(store, person),
    is,
    by: someone(store, by),
    at,
    why,
    address: address !== undefined,
    ...(until === undefined ? {} : { until }),
  };
}

function inviteOf(store: RoomStore, { hash: _, by, ...invite }: KeptInvite): Invite {
  return { ...invite, by: someone(store, by) };
}

function someone(store: RoomStore, id: string): Person {
  return store.people.known(id) ?? { id, name: '', kind: 'guest', left: true };
}
