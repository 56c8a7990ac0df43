import type { RequestAuth } from '../../protocol/rooms.ts';
import { addressIn } from '../auth/address.ts';
import { tokenIn } from '../auth/session.ts';

/** By what a request can be known: its session cookie, and the address it came from. */
export function authOf(request: Request): RequestAuth {
  return { token: tokenIn(request.headers.get('cookie')), address: addressIn(request) };
}
