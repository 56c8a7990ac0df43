import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import type { Person } from '../../protocol/message.ts';
import { firstSettings, type Settings } from '../../protocol/settings.ts';
import { foundIn } from '../storage/sqlite-room.ts';
import { idOf } from './history-rules.ts';
import { newRoom } from './new-room.ts';
import { type Guest, guest } from './visitor.ts';

/** Whoever can stand before a room. `banned` is a guest otherwise, `muted` and `signedOut` are members. */
export const actors = [
  'nobody',
  'guest',
  'member',
  'moderator',
  'owner',
  'muted',
  'banned',
  'signedOut',
] as const;
export type MatrixActor = (typeof actors)[number];

export type Everybody = Record<MatrixActor, Guest> & {
  /** Somebody to whom things are done: a guest, or in a private room a member. */
  bystander: Guest;
  /** Somebody who is banned, and somebody who is muted, to be let off. */
  outcast: Guest;
  silenced: Guest;
};

/** What stands in such a room: a message of the bystander, one of the actor, each with something in its thread, and an invite of each. */
export const bystanders = { message: { seq: 1, id: idOf(1) }, invite: 'invite-of-another' };
export const own = { message: { seq: 2, id: idOf(2) }, invite: 'invite-of-my-own' };

const longMs = 60 * 60 * 1000;

export async function everybody(): Promise<Everybody> {
  const names = {
    guest: 'Gus',
    member: 'Mia',
    moderator: 'Modesta',
    owner: 'Olga',
    muted: 'Umar',
    banned: 'Xaver',
    signedOut: 'Wim',
    bystander: 'Tim',
    outcast: 'Otto',
    silenced: 'Zora',
  };
  const met = await Promise.all(
    Object.entries(names).map(async ([actor, name]) => [actor, await guest(name)] as const),
  );
  const people = Object.fromEntries(met) as Omit<Everybody, 'nobody'>;
  await exports.default.signOut(people.signedOut, true);
  const nobody: Guest = { person: { id: 'nobody-0000', name: 'Cleo', kind: 'guest' }, token: '' };
  return { ...people, nobody };
}

/** A room of its own, as it is stored, in which everybody is what they are called. */
export async function roomWith(
  people: Everybody,
  actor: MatrixActor,
  how: Partial<Settings>,
): Promise<string> {
  const room = newRoom();
  const stub = env.ROOM.getByName(room);
  await runInDurableObject(stub, (_, { storage }) => {
    const at = Date.now();
    const settings = { ...firstSettings, ...how };
    const by = people.owner.person;
    const { store, history } = foundIn(storage, Date.now, { room, settings, by });
    const enrol = ({ person }: Guest, role: 'member' | 'moderator') => {
      store.people.note(person, at);
      store.members.set(person.id, role, at);
    };
    enrol(people.moderator, 'moderator');
    for (const one of [people.member, people.muted, people.signedOut]) enrol(one, 'member');
    const isPrivate = settings.visibility === 'private';
    if (isPrivate) for (const one of [people.bystander, people.silenced]) enrol(one, 'member');
    const impose = ({ person }: Guest, is: 'muted' | 'banned') => {
      store.people.note(person, at);
      store.sanctions.impose({ person: person.id, is, by: by.id, at, until: at + longMs, why: 'rude' });
    };
    for (const one of [people.muted, people.silenced]) impose(one, 'muted');
    for (const one of [people.banned, people.outcast]) impose(one, 'banned');
    const said: [Person, string][] = [
      [people.bystander.person, bystanders.message.id],
      [people[actor].person, own.message.id],
    ];
    for (const [by, id] of said) history.append({ id, by, text: 'hello', at });
    for (const inThread of [1, 2]) {
      history.append({ id: idOf(inThread + 2), by: people.bystander.person, text: 'hi', at, inThread });
    }
    const made = { at, used: 0 };
    store.invites.add({ id: bystanders.invite, hash: 'one', by: by.id, ...made });
    store.invites.add({ id: own.invite, hash: 'two', by: people[actor].person.id, ...made });
  });
  // It was filled behind its back.
  await evictDurableObject(stub);
  return room;
}
