import type { Env } from '../env.ts';
import { statusOf } from '../service/status.ts';

/** `GET /api/status`: a `ServiceStatus` as JSON, with 503 where something is not well. Undefined when the address is another. */
export async function answerStatusRequest(request: Request, env: Env): Promise<Response | undefined> {
  if (new URL(request.url).pathname !== '/api/status' || request.method !== 'GET') return undefined;
  const status = await statusOf(env);
  return Response.json(status, { status: status.isWell ? 200 : 503 });
}
