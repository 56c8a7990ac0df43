import type { Env } from '../env.ts';
import { answerExportRequest } from './export-route.ts';
import { answerGuestRequest } from './guest-route.ts';
import { answerBeginRequest, answerKeepRequest, answerSignInRequest } from './passkey-routes.ts';
import { answerPersonSocketRequest } from './person-socket-route.ts';

const routes = new Map<string, (request: Request, env: Env) => Promise<Response>>([
  ['/api/guest', answerGuestRequest],
  ['/api/passkeys/begin', answerBeginRequest],
  ['/api/passkeys/keep', answerKeepRequest],
  ['/api/passkeys/sign-in', answerSignInRequest],
  ['/api/you/export', answerExportRequest],
  ['/api/you/socket', answerPersonSocketRequest],
]);

/** Undefined when the address is nothing of a person's. */
export async function answerIdentityRequest(request: Request, env: Env): Promise<Response | undefined> {
  return routes.get(new URL(request.url).pathname)?.(request, env);
}
