import * as v from 'valibot';
import { closeCodes } from '../protocol/close-codes.ts';
import { refusalSentences } from '../protocol/refusals.ts';
import type { Denied } from '../protocol/rooms.ts';
import { addressIn } from './address.ts';
import { cookieForSession } from './cookies.ts';
import type { Env } from './env.ts';
import { introduce } from './identity.ts';
import { postedJson, sentence } from './json-post.ts';
import { tokenIn } from './session.ts';

const bodyBytes = 4_096;
const Body = v.object({ name: v.string() });

/** `POST /api/guest` with `{"name": "…"}`: sets the session cookie. For clients that are not the web pages. */
export async function answerGuestRequest(request: Request, env: Env): Promise<Response> {
  const body = await postedJson(request, Body, bodyBytes, 'Send JSON with a name, like {"name": "Ana"}.');
  if ('answer' in body) return body.answer;
  const caller = { token: tokenIn(request.headers.get('cookie')), address: addressIn(request) };
  const introduction = await introduce(env, caller, body.posted.name);
  if ('denied' in introduction) return introduction.denied === 'busy' ? tooMany(introduction) : signedOut();
  if ('refused' in introduction) {
    const { refused: reason } = introduction;
    return Response.json({ reason, sentence: refusalSentences[reason] }, { status: 422 });
  }
  const { person, token } = introduction;
  const headers = { 'set-cookie': cookieForSession(new URL(request.url), token) };
  return Response.json({ person }, { headers });
}

const tooMany = ({ retryAfterS = 60 }: Denied) =>
  sentence(429, 'Too many people came from your address. Wait a minute.', {
    'retry-after': String(retryAfterS),
  });

// In the same moment, by another tab.
const signedOut = () => sentence(403, closeCodes.signedOut.sentence);
