import * as v from 'valibot';
import { type AtRest, atRest } from '$client/at-rest.ts';
import type { Unsent } from '$client/shelf.ts';
import { ActId, MessageRef, PersonId, Seq } from '$protocol/message.ts';
import { reasons } from '$protocol/refusals.ts';
import type { OutboxRow } from './open-database.ts';

const Common = v.object({ id: ActId, by: PersonId, at: v.number(), after: v.exactOptional(Seq) });

const Act = v.variant('t', [
  v.object({ t: v.literal('say'), text: v.string() }),
  v.object({ t: v.literal('edit'), message: MessageRef, text: v.string() }),
  v.object({ t: v.literal('delete'), message: MessageRef }),
]);

const State = v.variant('is', [
  v.object({ is: v.literal('queued') }),
  v.object({ is: v.literal('failed'), reason: v.picklist([...reasons, 'other-name']) }),
]);

const Kept = v.intersect([Common, Act, State]);

export function toRow(room: string, unsent: Unsent): OutboxRow {
  return { ...atRest(unsent), room };
}

/** Those that this build understands. The others stay where they are, for the build that wrote them. */
export function readRows(rows: readonly unknown[]): AtRest[] {
  return rows.flatMap((row) => {
    const read = v.safeParse(Kept, row);
    return read.success ? [read.output] : [];
  });
}
