import * as v from 'valibot';
import { limits } from '../../protocol/limits.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Account, Arrangement, Denied, Done, Preferences, RequestAuth } from '../../protocol/rooms.ts';
import { isOneEmoji } from '../../protocol/text/emoji-alone.ts';
import { isRoomName, letters, tidyName } from '../../protocol/words.ts';
import { identify, identifyOwner, type KnownRequester } from '../auth/identity.ts';
import type { Env } from '../env.ts';
import { PreferencesShape } from '../person/profile.ts';
import { type PersonCalls, personStub } from '../rpc.ts';

/** What people do with what is kept about themselves. Whoever has no session, or one that has ended, is `no-name`. */

const nobody: Denied = { denied: 'no-name' };

export async function account(
  env: Env,
  auth: RequestAuth,
): Promise<{ account: Account; token?: string } | undefined> {
  const known = await identifyOwner(env, auth);
  if (!known) return undefined;
  const { person, fresh, account } = known;
  return { account: { person, ...account }, ...(fresh ? { token: fresh } : {}) };
}

export async function keepPreferences(
  env: Env,
  auth: RequestAuth,
  preferences: Preferences,
): Promise<Done | Denied> {
  const read = v.safeParse(PreferencesShape, preferences);
  if (!read.success) return { denied: 'broken-form' };
  return asKnown(env, auth, async (object, { session }) =>
    done(await object.keepPreferences(session, read.output)),
  );
}

const Room = v.pipe(v.string(), v.check(isRoomName));
const ArrangementShape = v.union([
  v.strictObject({ order: v.pipe(v.array(Room), v.maxLength(limits.roomsOrdered)) }),
  v.strictObject({ leave: Room }),
  v.strictObject({ mute: Room }),
  v.strictObject({ unmute: Room }),
]);

export async function arrange(env: Env, auth: RequestAuth, arrangement: Arrangement): Promise<Done | Denied> {
  const read = v.safeParse(ArrangementShape, arrangement);
  if (!read.success) return { denied: 'broken-form' };
  return asKnown(env, auth, async (object, { session }) => done(await object.arrange(session, read.output)));
}

export function keepFace(env: Env, auth: RequestAuth, raw: string): Promise<Done | Refusal | Denied> {
  const face = raw.trim();
  if (face !== '' && !isOneEmoji(face)) return Promise.resolve({ refused: 'not-one-emoji' });
  return asKnown(env, auth, (object, { person, session }) => object.keepFace(session, person.id, face));
}

export async function namePasskey(
  env: Env,
  auth: RequestAuth,
  id: string,
  rawLabel: string,
): Promise<Done | Refusal | Denied> {
  const tidied = tidyLabel(rawLabel);
  if ('refused' in tidied) return tidied;
  return asKnown(env, auth, (object, { session }) => object.namePasskey(session, id, tidied.label));
}

export function removePasskey(env: Env, auth: RequestAuth, id: string): Promise<Done | Refusal | Denied> {
  return asKnown(env, auth, (object, { session }) => object.removePasskey(session, id));
}

export function signOut(env: Env, auth: RequestAuth, everywhere: boolean): Promise<Done | Denied> {
  return asKnown(env, auth, async (object, { person, session }) =>
    done(await object.signOut(session, person.id, everywhere)),
  );
}

export function forgetMe(env: Env, auth: RequestAuth, words: 'keep' | 'remove'): Promise<Done | Denied> {
  return asKnown(env, auth, async (object, { person, session }) =>
    done(await object.forgetMe(session, person.id, words)),
  );
}

/** What a passkey is called, by the rules of a person's name. */
export function tidyLabel(raw: string): { label: string } | Refusal {
  const tidied = tidyName(raw);
  if ('refused' in tidied) return tidied;
  return letters(tidied.name) > limits.passkeyLetters ? { refused: 'too-long' } : { label: tidied.name };
}

async function asKnown<T>(
  env: Env,
  auth: RequestAuth,
  ask: (object: PersonCalls, known: KnownRequester) => Promise<T | undefined>,
): Promise<T | Denied> {
  const known = await identify(env, auth);
  return (known && (await ask(personStub(env, known.person.id), known))) ?? nobody;
}

const done = (isDone: boolean): Done | undefined => (isDone ? { done: true } : undefined);
