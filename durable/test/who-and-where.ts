import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { PersonId } from '../../protocol/message.ts';
import type { RequestAuth } from '../../protocol/rooms.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { identify, type KnownRequester, enter as noteIn } from '../auth/identity.ts';
import { personStub, type RoomCalls } from '../rpc.ts';
import { SqlitePeople } from '../storage/sqlite-people.ts';
import { kept, tablesOf } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, type Guest, guest, upgrade, Visitor } from './visitor.ts';

export async function known(auth: RequestAuth): Promise<KnownRequester> {
  const identity = await identify(env, auth);
  if (!identity) throw new Error('Nobody holds this token.');
  return identity;
}

/** Nobody to a page, and nobody to a room's socket, or to whatever is said by it. */
export async function isNobody(token: string): Promise<void> {
  expect(await exports.default.whoIs({ token })).toBeUndefined();
  const room = newRoom();
  const cleo = await enter(room, 'Cleo');
  const { webSocket } = await upgrade(room, cookieOf(token));
  const socket = new Visitor(webSocket ?? expect.unreachable(), cleo.guest);
  socket.send({ t: 'hello', v: protocolVersion, since: 0 });
  socket.says('who am I?');
  expect([closeCodes.noName.code, closeCodes.signedOut.code]).toContain((await socket.closed).code);
  expect(await kept(room)).toEqual([]);
}

/** As the Worker does for whoever leaves a trace in a room. */
export async function isIn(room: string, auth: RequestAuth): Promise<void> {
  await noteIn(env, await known(auth), room);
}

/** As a room does for whoever has read up to there, and has nothing to read any more. */
export async function noteRead(who: KnownRequester, room: string, upTo: number): Promise<void> {
  await personStub(env, who.person.id).noteRead(who.session, room, { upTo, unread: 0 });
}

/** A guest in a room, who has left a trace there before. */
export async function regular(room: string, name: string): Promise<Visitor> {
  const known = await guest(name);
  await leftATrace(room, known);
  return enter(room, known);
}

/** This guest is known in the room, and it is written down that they have been there. */
export async function leftATrace(room: string, { person, token }: Guest): Promise<void> {
  await isIn(room, { token });
  await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
    new SqlitePeople(storage.sql).note(person),
  );
}

/** Every row that a Person object keeps, by table. */
export function keptOf(person: PersonId): Promise<Record<string, unknown[]>> {
  return runInDurableObject(env.PERSON.getByName(person), (_, { storage }) => {
    const tables = tablesOf(storage.sql).filter((table) => table !== 'migrations');
    const rows = tables.map(
      (table) => [table, storage.sql.exec(`SELECT * FROM ${table}`).toArray()] as const,
    );
    return Object.fromEntries(rows.filter(([, found]) => found.length > 0));
  });
}

export function ring(person: PersonId): Promise<boolean> {
  return runDurableObjectAlarm(env.PERSON.getByName(person));
}

type Answers = {
  [Name in keyof RoomCalls]?: (
    room: string,
    ...asked: Parameters<RoomCalls[Name]>
  ) => ReturnType<RoomCalls[Name]>;
};

/** From now on, until the test ends, rooms answer this to what they are asked; everything else they do themselves. */
export function letRooms(answers: Answers): void {
  const namespace: DurableObjectNamespace = Object.getPrototypeOf(env.ROOM);
  const real = namespace.getByName;
  vi.spyOn(namespace, 'getByName').mockImplementation(function (this: DurableObjectNamespace, name, options) {
    const stub = real.call(this, name, options);
    if (!name.startsWith('room-')) return stub;
    return new Proxy(stub, {
      get(target, property) {
        const answer = answers[property as keyof RoomCalls] as ((...all: unknown[]) => unknown) | undefined;
        if (answer) return (...asked: unknown[]) => answer(name, ...asked);
        const own: unknown = Reflect.get(target, property, target);
        return typeof own === 'function' ? (...asked: unknown[]) => Reflect.apply(own, target, asked) : own;
      },
    });
  });
}

/** What is kept about whoever asks; undefined for nobody. */
export const accountOf = async (auth: RequestAuth) => (await exports.default.ownAccount(auth))?.account;
