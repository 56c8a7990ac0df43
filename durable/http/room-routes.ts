import * as v from 'valibot';
import { Action } from '../../protocol/actions.ts';
import { Visibility } from '../../protocol/settings.ts';
import type { Env } from '../env.ts';
import { acceptInvite, actInRoom, openRoom } from '../service/rooms.ts';
import { answerWith } from './answers.ts';
import { postedJson } from './json-post.ts';
import { authOf } from './request-auth.ts';
import { answerSocketRequest } from './socket-route.ts';

const bodyBytes = 8_192;

const NewRoom = v.object({
  room: v.string(),
  title: v.exactOptional(v.string()),
  visibility: v.exactOptional(Visibility),
});

const Accept = v.object({ token: v.string() });

/** Undefined when the address is nothing of a room's. */
export async function answerRoomRequest(request: Request, env: Env): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (pathname === '/api/rooms') return answerOpenRequest(request, env);
  const [, segment, what] = /^\/r\/([^/]+)\/(socket|action|accept)$/.exec(pathname) ?? [];
  if (segment === undefined) return undefined;
  const room = decoded(segment);
  if (room === undefined) return answerWith({ denied: 'bad-room-name' });
  if (what === 'socket') return answerSocketRequest(request, room, env);
  return what === 'action' ? answerAction(request, room, env) : answerAccept(request, room, env);
}

/** `POST /api/rooms` with `{"room", "title"?, "visibility"?}`: 201 when it was made, 200 when it was there. */
async function answerOpenRequest(request: Request, env: Env): Promise<Response> {
  const hint = 'Send JSON with a room, like {"room": "saturday-bench"}.';
  const body = await postedJson(request, NewRoom, bodyBytes, hint);
  if ('answer' in body) return body.answer;
  const { room, ...founding } = body.posted;
  const answer = await openRoom(env, room, authOf(request), founding);
  return answerWith(answer, 'opened' in answer && answer.opened === 'made' ? 201 : 200);
}

/** `POST /r/<room>/action` with an action of protocol/actions.ts. */
async function answerAction(request: Request, room: string, env: Env): Promise<Response> {
  const hint = 'Send JSON with an action, like {"do": "settings", "topic": "Chess"}.';
  const body = await postedJson(request, Action, bodyBytes, hint);
  if ('answer' in body) return body.answer;
  return answerWith(await actInRoom(env, room, authOf(request), body.posted));
}

/** `POST /r/<room>/accept` with `{"token"}` of an invite: makes a member of whoever is asking. */
async function answerAccept(request: Request, room: string, env: Env): Promise<Response> {
  const hint = 'Send JSON with the token of an invite, like {"token": "V1StGXR8…"}.';
  const body = await postedJson(request, Accept, bodyBytes, hint);
  if ('answer' in body) return body.answer;
  return answerWith(await acceptInvite(env, room, authOf(request), body.posted.token));
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
