import type { Person, Seq } from '../../protocol/message.ts';
import type { Env } from '../env.ts';
import { log, logFault } from '../log.ts';
import { roomStub } from '../rpc.ts';
import type { DueCall, PendingCalls } from './pending-calls.ts';

/** So many rooms are woken at a time. */
const atOnce = 6;
/** What one alarm does before the next one goes on. */
const mostInARow = 60;
/** A room that says that often that there is more to forget gets a rest. */
const mostCalls = 100;

/** Tells rooms that somebody has another name or face. One that cannot be told hears it when they next come. */
export async function tellRooms(env: Pick<Env, 'ROOM'>, person: Person, rooms: string[]): Promise<void> {
  await inGroups(rooms, async (room) => {
    try {
      await roomStub(env, room).rename(person);
    } catch (fault) {
      logFault('rename-fault', fault);
    }
  });
}

/** Runs what is due. What fails is put off, and told again then. */
export async function runPendingCalls(
  env: Pick<Env, 'ROOM'>,
  calls: PendingCalls,
  now: () => number,
): Promise<void> {
  await inGroups(calls.due(now(), mostInARow), async (due) => {
    try {
      if (await isTold(env, due)) return calls.done(due);
    } catch (fault) {
      logFault('pending-call-fault', fault);
    }
    if (calls.putOff(due, now())) return;
    log('pending-call-given-up', {
      tell: due.call?.tell ?? due.key,
      room: env.ROOM.idFromName(due.room).toString(),
    });
  });
}

async function isTold(env: Pick<Env, 'ROOM'>, { call, room }: DueCall): Promise<boolean> {
  if (!call) return false;
  const object = roomStub(env, room);
  if (call.tell === 'ended') {
    await object.endSessions(call.of, call.which);
    return true;
  }
  // What is removed stays removed: when this ends in the middle, the next time begins with the first message again.
  let after: Seq | undefined = 0;
  for (let round = 0; round < mostCalls && after !== undefined; round += 1) {
    after = await object.forget(call.of, call.words, after);
  }
  return after === undefined;
}

async function inGroups<T>(all: T[], each: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += atOnce) await Promise.all(all.slice(i, i + atOnce).map(each));
}
