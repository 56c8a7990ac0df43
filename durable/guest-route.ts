import * as v from 'valibot';
import { refusalSentences } from '../protocol/refusals.ts';
import { guestCookie, guestCookieSeconds } from '../protocol/rooms.ts';
import { introduce, tokenIn } from './guest.ts';
import { isForeign } from './origin.ts';
import type { Env } from './worker.ts';

const bodyBytes = 4_096;

const Body = v.object({ name: v.string() });

/** `POST /api/guest` with `{"name": "…"}`: sets the guest cookie. For clients that are not the web pages. */
export async function answerGuestRequest(request: Request, env: Env): Promise<Response> {
  if (request.method !== 'POST') return sentence(405, 'Send a POST.', { allow: 'POST' });
  if (isForeign(request)) return sentence(403, 'Another site may not do this for you.');
  if (!isJson(request)) return sentence(415, 'Send JSON, with the content type application/json.');
  const body = v.safeParse(Body, await jsonOf(request));
  if (!body.success) return sentence(400, 'Send JSON with a name, like {"name": "Ana"}.');
  const introduction = await introduce(
    env.GUEST_KEY,
    tokenIn(request.headers.get('cookie')),
    body.output.name,
  );
  if ('refused' in introduction) {
    const { refused: reason } = introduction;
    return Response.json({ reason, sentence: refusalSentences[reason] }, { status: 422 });
  }
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : '';
  const cookie = `${guestCookie}=${introduction.token}; Path=/; Max-Age=${guestCookieSeconds}; HttpOnly; SameSite=Lax${secure}`;
  return Response.json({ person: introduction.person }, { headers: { 'set-cookie': cookie } });
}

// A form of any site can post the other types, and the pages in front of this refuse those to everybody.
function isJson(request: Request): boolean {
  const [type] = (request.headers.get('content-type') ?? '').split(';');
  return type?.trim().toLowerCase() === 'application/json';
}

async function jsonOf(request: Request): Promise<unknown> {
  try {
    const body = await request.arrayBuffer();
    return body.byteLength > bodyBytes ? undefined : JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function sentence(status: number, text: string, headers: Record<string, string> = {}): Response {
  return Response.json({ sentence: text }, { status, headers });
}
