import * as v from 'valibot';
import type { Seq } from '../protocol/message.ts';
import { Act } from '../protocol/up.ts';
import type { Unsent } from './outbox-store.ts';

/** As it is sent: what its schema names, without what only this browser knows of it. */
export function actOf(unsent: Unsent & { after: Seq }): Act {
  return v.parse(Act, unsent);
}
