import * as v from 'valibot';
import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { personForBoth } from '../../protocol/version-6.ts';
import { introduce } from '../auth/identity.ts';
import type { Env } from '../env.ts';
import { notDone } from './answers.ts';
import { cookieForSession } from './cookies.ts';
import { postedJson } from './json-post.ts';
import { authOf } from './request-auth.ts';

const bodyBytes = 4_096;
const Body = v.object({ name: v.string() });

/** `POST /api/guest` with `{"name": "…"}`: sets the session cookie. For clients that are not the web pages. */
export async function answerGuestRequest(request: Request, env: Env): Promise<Response> {
  const body = await postedJson(request, Body, bodyBytes, 'Send JSON with a name, like {"name": "Ana"}.');
  if ('answer' in body) return body.answer;
  const auth = authOf(request);
  const introduction = await introduce(env, auth, body.posted.name);
  if ('refused' in introduction) return notDone(introduction);
  if ('denied' in introduction) {
    const { busy, signedOut } = sentences;
    return notDone(introduction, introduction.denied === 'busy' ? busy : signedOut);
  }
  const { person, token } = introduction;
  const headers = { 'set-cookie': cookieForSession(new URL(request.url), token) };
  return Response.json({ person: personForBoth(person) }, { headers });
}

const sentences = {
  busy: 'Too many people came from your address. Wait a minute.',
  // In the same moment, by another tab.
  signedOut: closeSentences[closeCodes.signedOut.code],
};
