import { nanoid } from 'nanoid';
import type { Person } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Account, Denied, Introduction, RequestAuth } from '../../protocol/rooms.ts';
import { tidyName } from '../../protocol/words.ts';
import type { Env } from '../env.ts';
import { isReserved } from '../room/names.ts';
import type { Requester, SessionRef } from '../room/requester.ts';
import { type Arrival, type KnownAs, type PageVisitor, type PersonCalls, personStub } from '../rpc.ts';
import { hiddenAddress } from './address.ts';
import { keysOf } from './keys.ts';
import { rateLimited } from './rate-limit.ts';
import { isFresh, newSessionId, type Session, sessionIn, tokenFor } from './session.ts';

/** Who is asking, and by which session. `fresh` is a token to take the place of an old one. */
export type KnownRequester = Requester & { person: Person; session: SessionRef; fresh?: string };

/** Who holds the cookie of a request; undefined for nobody. Asks the Person object once, and writes nothing. */
export async function identify(env: Env, auth: RequestAuth): Promise<KnownRequester | undefined> {
  return (await identifyBy(env, auth, (object, session) => object.whoIs(session)))?.identity;
}

/** The same for a page: see `PersonCalls.whoVisits`. It is as many questions: one. */
export async function identifyVisitor(
  env: Env,
  auth: RequestAuth,
  room?: string,
): Promise<(KnownRequester & { visitor: PageVisitor }) | undefined> {
  const found = await identifyBy(env, auth, (object, session) => object.whoVisits(session, room));
  return found && { ...found.identity, visitor: found.known };
}

/** The same with what is kept about them. */
export async function identifyOwner(
  env: Env,
  auth: RequestAuth,
): Promise<(KnownRequester & { account: Omit<Account, 'person'> }) | undefined> {
  const found = await identifyBy(env, auth, (object, session) => object.account(session));
  if (!found) return undefined;
  const { name: _, face: __, ...account } = found.known;
  return { ...found.identity, account };
}

/**
 * The guest that a token names, by our signature on it alone: nobody was asked whether the session has ended, or whether they
 * kept their name since. Enough for whoever only listens in a room that is open to everybody.
 */
export async function guestIn(env: Env, { token }: RequestAuth): Promise<KnownRequester | undefined> {
  const claims = token === undefined ? undefined : await sessionIn(keysOf(env), token, Date.now());
  if (!claims?.guest) return undefined;
  const { id, name, sid, epoch } = claims;
  return { person: { id, name, kind: 'guest' }, session: { sid, epoch } };
}

/** The same as `identify`, of somebody who is about to come into a room, which is noted: see `PersonCalls.arrive`. */
export async function identifyArriving(
  env: Env,
  auth: RequestAuth,
  room: string,
): Promise<(KnownRequester & { arrival: Arrival }) | undefined> {
  const found = await identifyBy(env, auth, (object, session) => object.arrive(session, room));
  return found && { ...found.identity, arrival: found.known };
}

async function identifyBy<Known extends KnownAs>(
  env: Env,
  { token }: RequestAuth,
  ask: (object: PersonCalls, session: SessionRef) => Promise<Known | undefined>,
): Promise<{ identity: KnownRequester; known: Known } | undefined> {
  const nowMs = Date.now();
  const claims = token === undefined ? undefined : await sessionIn(keysOf(env), token, nowMs);
  if (!claims) return undefined;
  const { id, sid, epoch } = claims;
  const known = await onceMore(() => ask(personStub(env, id), { sid, epoch }));
  // A name that was kept is the one that counts, and a session of somebody with a passkey needs one.
  const name = known && (known.name ?? (claims.guest ? claims.name : undefined));
  if (known === undefined || name === undefined) return undefined;
  const kind = known.name === undefined ? 'guest' : 'claimed';
  const person: Person = { id, name, kind, ...(known.face === undefined ? {} : { face: known.face }) };
  const identity = { person, session: { sid, epoch } };
  const fresh = isFresh(claims, nowMs) ? {} : { fresh: await tokenOf(env, identity) };
  return { identity: { ...identity, ...fresh }, known };
}

/** Notes that this person left a trace in a room. */
export async function enter(env: Env, { person, session }: KnownRequester, room: string): Promise<void> {
  await personStub(env, person.id).enter(session, person.id, room);
}

/** The room did not let them in. What was noted for that is taken back. */
export async function leaveOut(
  env: Env,
  { person, arrival }: KnownRequester & { arrival: Arrival },
  room: string,
): Promise<void> {
  if (arrival.since !== undefined) await personStub(env, person.id).leaveOut(room, arrival.since);
}

/** A session for a new guest by this name, or, for whoever is asking, the new name in all their rooms. */
export async function introduce(
  env: Env,
  auth: RequestAuth,
  rawName: string,
): Promise<Introduction | Refusal | Denied> {
  const tidied = tidyName(rawName);
  if ('refused' in tidied) return tidied;
  const { name } = tidied;
  if (isReserved(name)) return { refused: 'reserved' };
  const known = await identify(env, auth);
  // Every room that a known person has been in hears of their new name.
  const busy = await rateLimited(env, known ? 'rename' : 'guest', auth.address);
  if (busy) return busy;
  if (known) return rename(env, known, name);
  const person: Person = { id: nanoid(), name, kind: 'guest' };
  return { person, token: await tokenOf(env, { person, session: { sid: newSessionId(), epoch: 0 } }) };
}

async function rename(
  env: Env,
  known: KnownRequester,
  name: string,
): Promise<Introduction | Refusal | Denied> {
  const { person: before, session } = known;
  const person =
    before.name === name ? before : await personStub(env, before.id).rename(session, { ...before, name });
  if (!person) return { denied: 'no-name' };
  return 'refused' in person ? person : { person, token: await tokenOf(env, { person, session }) };
}

/** A new token for this session. The name of somebody with a passkey stands in none: it can change. */
export function tokenOf(
  env: Env,
  { person, session }: Pick<KnownRequester, 'person' | 'session'>,
): Promise<string> {
  const at = Math.floor(Date.now() / 1000);
  const { id, kind } = person;
  const guest = kind === 'guest';
  const claims: Session = { id, name: guest ? person.name : '', guest, ...session, at };
  return tokenFor(env.GUEST_KEY, claims);
}

/** A guest's name may have been given before it was reserved; kept, it would be theirs for good. */
export const mayKeepName = ({ name, kind }: Person): boolean => kind !== 'guest' || !isReserved(name);

/** What a room is told about whoever is asking. */
export async function requesterOf(
  env: Pick<Env, 'GUEST_KEY' | 'GUEST_KEY_BEFORE'>,
  room: string,
  known: KnownRequester | undefined,
  address: string | undefined,
): Promise<Requester> {
  const [current, former] = keysOf(env);
  const hiddenBy = (key: string | undefined) =>
    address === undefined || key === undefined ? undefined : hiddenAddress(key, room, address);
  return {
    ...(known ? { person: known.person, session: known.session } : {}),
    address: await hiddenBy(current),
    formerAddress: await hiddenBy(former),
  };
}

// An object that is being moved or updated drops what was asked. Everything waits for this question, and asking it
// twice does no harm.
async function onceMore<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (fault) {
    const { retryable, overloaded } = fault as { retryable?: boolean; overloaded?: boolean };
    if (!retryable || overloaded) throw fault;
    return ask();
  }
}
