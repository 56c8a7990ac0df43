import type { Person } from '../../protocol/message.ts';
import { isAtLeast, type Role } from '../../protocol/roles.ts';
import type { Invite, Overview, Sanction, Standing } from '../../protocol/rooms.ts';
import type { Settings } from '../../protocol/settings.ts';
import type { Books, KeptInvite, Sanctioned } from './store.ts';

const guestsShown = 200;

/** What somebody who may read the room may know of its people and invites. */
export function overviewOf(
  books: Books,
  settings: Settings,
  standing: Standing,
  person: Person | undefined,
  present: readonly Person[],
  now: number,
): Overview {
  const leads = isAtLeast(standing.role, 'moderator');
  const members = books.members.all();
  const invites = books.invites.all(now).filter(({ by }) => leads || by === person?.id);
  return {
    settings,
    standing,
    members: members.map(({ person, role, since }) => ({ ...person, role, since })),
    invites: invites.map((invite) => inviteOf(books, invite)),
    ...(leads
      ? {
          sanctions: books.sanctions.all(now).map((sanction) => sanctionOf(books, sanction)),
          guests: guestsOf(books, new Set(members.map(({ person }) => person.id)), present),
        }
      : {}),
  };
}

/** How somebody stands in a room, `trouble` being what is wrong with their name. */
export function standingOf(
  books: Books,
  role: Role,
  person: Person | undefined,
  trouble: Standing['name'],
  now: number,
): Standing {
  const mute = person && books.sanctions.of(person.id, 'muted', now);
  return {
    role,
    ...(mute?.until === undefined ? {} : { mutedUntil: mute.until }),
    ...(trouble === undefined ? {} : { name: trouble }),
  };
}

function guestsOf(books: Books, members: ReadonlySet<string>, present: readonly Person[]): Person[] {
  const here = present.map(({ id, name, kind }) => ({ id, name, kind }));
  const guests = new Map([...here, ...books.people.latest(guestsShown)].map((one) => [one.id, one]));
  return [...guests.values()].filter(({ id }) => !members.has(id));
}

function sanctionOf(books: Books, { person, is, by, at, until, why, address }: Sanctioned): Sanction {
  return {
    person: someone(books, person),
    is,
    by: someone(books, by),
    at,
    why,
    address: address !== undefined,
    ...(until === undefined ? {} : { until }),
  };
}

function inviteOf(books: Books, { hash: _, by, ...invite }: KeptInvite): Invite {
  return { ...invite, by: someone(books, by) };
}

function someone(books: Books, id: string): Person {
  return books.people.known(id) ?? { id, name: '', kind: 'guest', left: true };
}
