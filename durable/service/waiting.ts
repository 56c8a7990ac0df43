import type { Seq } from '../../protocol/message.ts';
import type { Denied, Done, MeantMessage, RequestAuth, Waiting } from '../../protocol/rooms.ts';
import { unreadTold } from '../../protocol/unread-told.ts';
import { identify, type KnownRequester, requesterOf } from '../auth/identity.ts';
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import { personStub, roomStub, type WaitingMessage } from '../rpc.ts';

/** So many rooms are asked for their words, which wakes them; messages in others are shown the next time. */
const mostRooms = 12;

/** What waits for whoever asks, over all their rooms. Words are in the rooms alone: each says what of it stands and is for them. */
export async function waitingFor(env: Env, auth: RequestAuth): Promise<Waiting | undefined> {
  const known = await identify(env, auth);
  const found = known && (await personStub(env, known.person.id).waiting(known.session));
  if (!found) return undefined;
  const { person, fresh } = known;
  const byRoom = [...Map.groupBy(found.waiting, ({ room }) => room)].slice(0, mostRooms);
  const asked = await Promise.all(
    byRoom.map(([room, waiting]) => meantIn(env, room, known, auth, waiting).catch(unreachable)),
  );
  const unread = found.states.flatMap((one) => unreadTold(one) ?? []);
  return {
    you: person,
    ...(fresh !== undefined && { token: fresh }),
    meant: asked.flatMap(({ meant }) => meant).sort((one, other) => other.message.at - one.message.at),
    unread: unread.sort((one, other) => (other.at ?? 0) - (one.at ?? 0)),
    titles: Object.fromEntries(
      asked.flatMap(({ title }, i) => (title ? [[byRoom[i]?.[0] ?? '', title]] : [])),
    ),
  };
}

type InRoom = { meant: MeantMessage[]; title?: string };

// It waits on.
function unreachable(fault: unknown): InRoom {
  logFault('waiting-fault', fault);
  return { meant: [] };
}

async function meantIn(
  env: Env,
  room: string,
  known: KnownRequester,
  { address }: RequestAuth,
  waiting: readonly WaitingMessage[],
): Promise<InRoom> {
  const requester = await requesterOf(env, room, known, address);
  const seqs = waiting.map(({ seq }) => seq);
  const answer = await roomStub(env, room).messagesAt(requester, seqs);
  // Whoever was too fast is told another time.
  if ('refused' in answer) return { meant: [] };
  if ('denied' in answer) {
    // Of a room that is closed to them nothing waits any more.
    await personStub(env, known.person.id).readAll(known.session, room);
    return { meant: [] };
  }
  const { messages, title } = answer;
  const gone = seqs.filter((seq) => !messages.some((one) => one.seq === seq));
  if (gone.length > 0) await personStub(env, known.person.id).dropWaiting(known.session, room, gone);
  const meant = messages.map((message) => ({
    room,
    is: waiting.find(({ seq }) => seq === message.seq)?.is ?? 'mention',
    message,
  }));
  return { meant, title };
}

export async function doneWith(
  env: Env,
  auth: RequestAuth,
  room: string,
  message: Seq,
): Promise<Done | Denied> {
  const known = await identify(env, auth);
  if (!known) return { denied: 'no-name' };
  await personStub(env, known.person.id).dropWaiting(known.session, room, [message]);
  return { done: true };
}

export async function readAll(env: Env, auth: RequestAuth, room?: string): Promise<Done | Denied> {
  const known = await identify(env, auth);
  const isRead = known && (await personStub(env, known.person.id).readAll(known.session, room));
  return isRead ? { done: true } : { denied: 'no-name' };
}
