import * as v from 'valibot';
import type { Person } from '../../protocol/message.ts';
import { personForBoth } from '../../protocol/version-6.ts';
import { addressIn } from '../auth/address.ts';
import { type Challenge, tokenForChallenge } from '../auth/challenge.ts';
import { type KnownRequester, mayKeepName, tokenOf } from '../auth/identity.ts';
import {
  optionsToKeep,
  optionsToSignIn,
  personIn,
  RegistrationAnswer,
  SignInAnswer,
} from '../auth/passkeys.ts';
import { rateLimited } from '../auth/rate-limit.ts';
import { newSessionId } from '../auth/session.ts';
import type { Env } from '../env.ts';
import { personStub } from '../rpc.ts';
import { tidyLabel } from '../service/own-account.ts';
import { notDone } from './answers.ts';
import { cookieForChallenge, cookieForSession, withoutChallenge } from './cookies.ts';
import { postedJson } from './json-post.ts';
import { challengeOf, expectedOf, failed, failure, tooMuch, whoAsks } from './passkey-requests.ts';

const bodyBytes = 16_384;

const Begin = v.object({ purpose: v.picklist(['keep', 'sign-in']) });
const Keep = v.object({ response: RegistrationAnswer, label: v.exactOptional(v.string()) });
const SignIn = v.object({ response: SignInAnswer });

/**
 * `POST /api/passkeys/begin` with `{"purpose": "keep" | "sign-in"}`: `{options}` for the browser, and a cookie by
 * which its answer will be known. 422 with a reason when a passkey could not be kept anyway.
 */
export async function answerBeginRequest(request: Request, env: Env): Promise<Response> {
  const hint = 'Send JSON with a purpose, like {"purpose": "sign-in"}.';
  const body = await postedJson(request, Begin, bodyBytes, hint);
  if ('answer' in body) return body.answer;
  const busy = await rateLimited(env, 'passkey', addressIn(request));
  if (busy) return tooMuch(busy);
  const url = new URL(request.url);
  const at = Math.floor(Date.now() / 1000);
  if (body.posted.purpose === 'sign-in') {
    const options = await optionsToSignIn(url.hostname);
    return begun(env, url, options, { purpose: 'sign-in', challenge: options.challenge, at });
  }
  const known = await whoAsks(request, env);
  if (!known) return failed();
  const { person, session } = known;
  if (!mayKeepName(person)) return notDone({ refused: 'reserved' });
  const passkeys = await personStub(env, person.id).passkeys(session);
  if (!passkeys) return failed();
  if ('refused' in passkeys) return notDone(passkeys);
  const options = await optionsToKeep(url.hostname, person, passkeys.have);
  const { challenge } = options;
  return begun(env, url, options, { purpose: 'keep', challenge, at, id: person.id, sid: session.sid });
}

/**
 * `POST /api/passkeys/keep` with `{response, label?}`: makes a passkey for whoever is asking, `{person}`. A guest
 * goes on, in a new session, as the same person, whose name is kept from now on.
 */
export async function answerKeepRequest(request: Request, env: Env): Promise<Response> {
  const body = await postedJson(request, Keep, bodyBytes, failure);
  if ('answer' in body) return body.answer;
  const busy = await rateLimited(env, 'passkey', addressIn(request));
  if (busy) return tooMuch(busy);
  const [known, asked] = await Promise.all([whoAsks(request, env), challengeOf(request, env)]);
  if (!known || asked?.purpose !== 'keep') return failed();
  const { person, session } = known;
  if (asked.id !== person.id || asked.sid !== session.sid) return failed();
  if (!mayKeepName(person)) return notDone({ refused: 'reserved' });
  const tidied = tidyLabel(body.posted.label ?? '');
  const kept = await personStub(env, person.id).keep(session, {
    person,
    // The passkey is on its owner's device by now: a label that is none is no reason to turn it away.
    label: 'label' in tidied ? tidied.label : '',
    newSid: newSessionId(),
    answer: body.posted.response,
    expected: expectedOf(request, asked),
  });
  if (!kept) return failed();
  if ('refused' in kept) return notDone(kept);
  return welcome(env, request, { person: kept.person, session: kept.session ?? session }, {});
}

/** `POST /api/passkeys/sign-in` with `{response}`: a new session for the person of this passkey, `{person, preferences}`. */
export async function answerSignInRequest(request: Request, env: Env): Promise<Response> {
  const body = await postedJson(request, SignIn, bodyBytes, failure);
  if ('answer' in body) return body.answer;
  const busy = await rateLimited(env, 'passkey', addressIn(request));
  if (busy) return tooMuch(busy);
  const answer = body.posted.response;
  const [before, asked] = await Promise.all([whoAsks(request, env), challengeOf(request, env)]);
  const id = personIn(answer);
  if (id === undefined || asked?.purpose !== 'sign-in') return failed();
  const newSid = newSessionId();
  const signedIn = await personStub(env, id).signIn({
    newSid,
    answer,
    expected: expectedOf(request, asked),
    ...(before?.person.id === id ? { instead: before.session } : {}),
  });
  if (!signedIn) return failed();
  // Whoever this browser was before is signed out of it: their cookie is overwritten.
  if (before && before.person.id !== id)
    await personStub(env, before.person.id).signOut(before.session, before.person.id, false);
  const { name, face, epoch, preferences } = signedIn;
  const person: Person = { id, name, kind: 'claimed', ...(face === undefined ? {} : { face }) };
  const identity = { person, session: { sid: newSid, epoch } };
  return welcome(env, request, identity, { preferences });
}

async function begun(env: Env, url: URL, options: object, challenge: Challenge): Promise<Response> {
  const token = await tokenForChallenge(env.GUEST_KEY, challenge);
  return Response.json({ options }, { headers: { 'set-cookie': cookieForChallenge(url, token) } });
}

async function welcome(
  env: Env,
  request: Request,
  identity: Pick<KnownRequester, 'person' | 'session'>,
  also: object,
): Promise<Response> {
  const url = new URL(request.url);
  const headers = new Headers();
  headers.append('set-cookie', cookieForSession(url, await tokenOf(env, identity)));
  headers.append('set-cookie', withoutChallenge(url));
  return Response.json({ person: personForBoth(identity.person), ...also }, { headers });
}
