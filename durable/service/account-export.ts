import type { Message } from '../../protocol/message.ts';
import type { Account } from '../../protocol/rooms.ts';
import type { KnownRequester } from '../auth/identity.ts';
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import { type OwnAuditEntry, personStub, type RoomCalls } from '../rpc.ts';

const roomsAtOnce = 50;
const atOnce = 200;

/**
 * JSON in pieces: `{person, …what the Person object keeps, rooms: [{room, at, readUpTo, kept, done: [entry, …], words:
 * [message, …]}, …], complete}`. A room that cannot be read has no more than its beginning and `unreadable: true`, and `complete` is
 * false then; so it is when the person signs out meanwhile.
 */
export async function* exportOf(env: Env, { person, session }: KnownRequester): AsyncGenerator<string> {
  const object = personStub(env, person.id);
  const kept = await object.recordOf(session);
  yield `${JSON.stringify({ person, ...kept }).slice(0, -1)},"rooms":[`;
  let complete = kept !== undefined;
  let separator = '';
  for (let after = ''; ; ) {
    const rooms = await object.roomsOf(session, after, roomsAtOnce);
    if (!rooms) complete = false;
    const last = rooms?.at(-1);
    if (!rooms || !last) break;
    for (const room of rooms) {
      yield separator;
      complete = (yield* roomExport(env, person.id, room)) && complete;
      separator = ',';
    }
    after = last.room;
  }
  yield `],"complete":${complete}}`;
}

/** True when all of it could be read. */
async function* roomExport(
  env: Env,
  person: string,
  been: Account['rooms'][number],
): AsyncGenerator<string, boolean> {
  const object = env.ROOM.getByName(been.room) as unknown as RoomCalls;
  yield JSON.stringify(been).slice(0, -1);
  let end = '}';
  try {
    yield `,"kept":${JSON.stringify(await object.recordOf(person))},"done":[`;
    end = ']}';
    yield* listed(
      undefined,
      ({ n }: OwnAuditEntry) => n,
      (before) => object.auditAbout(person, before, atOnce),
    );
    yield '],"words":[';
    yield* listed(
      0,
      ({ seq }: Message) => seq,
      (after) => object.wordsOf(person, after, atOnce),
    );
    yield end;
    return true;
  } catch (fault) {
    logFault('export-fault', fault);
    yield end.replace('}', ',"unreadable":true}');
    return false;
  }
}

/** The items of a JSON list, some at a time, each time those beyond the last. */
async function* listed<Item, Place>(
  from: Place,
  placeOf: (item: Item) => Place,
  next: (beyond: Place) => Promise<Item[]>,
): AsyncGenerator<string> {
  let separator = '';
  for (let at = from; ; separator = ',') {
    const items = await next(at);
    const last = items.at(-1);
    if (last === undefined) return;
    yield separator + items.map((item) => JSON.stringify(item)).join();
    at = placeOf(last);
  }
}
