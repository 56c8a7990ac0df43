import * as v from 'valibot';
import { type AtRest, atRest } from '$client/at-rest.ts';
import type { Unsent } from '$client/outbox-store.ts';
import { PersonId, Seq } from '$protocol/message.ts';
import { wireReasons } from '$protocol/refusals.ts';
import { Act } from '$protocol/up.ts';
import type { OutboxRow } from './open-database.ts';

const Common = v.object({ by: PersonId, at: v.number(), after: v.exactOptional(Seq) });

const State = v.variant('is', [
  v.object({ is: v.literal('queued') }),
  v.object({
    is: v.literal('failed'),
    reason: v.fallback(v.picklist([...wireReasons, 'other-name', 'unknown']), 'unknown'),
  }),
]);

export function toRow(room: string, unsent: Unsent): OutboxRow {
  return { ...atRest(unsent), room };
}

/** Those that this build understands. The others stay where they are, for the build that wrote them. */
export function readRows(rows: readonly unknown[]): AtRest[] {
  return rows.flatMap((row) => readRow(row) ?? []);
}

function readRow(row: unknown): AtRest | undefined {
  const kept = v.safeParse(v.intersect([Common, State]), row);
  if (!kept.success) return undefined;
  // An act as it is sent, but that it may not have been sent yet.
  const act = v.safeParse(Act, { ...(row as object), after: kept.output.after ?? 0 });
  if (!act.success) return undefined;
  const { after, ...body } = act.output;
  return { ...kept.output, ...body };
}
