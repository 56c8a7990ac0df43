import type { Action } from '../../protocol/actions.ts';
import type { Person } from '../../protocol/message.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';
import { dismiss } from './membership.ts';

type Do<Name extends Action['do']> = Extract<Action, { do: Name }>;

export function mute(audited: AuditedAct, whom: Person, { forS }: Do<'mute'>, why: string): Outcome {
  const { store, by, at } = audited;
  const until = at + forS * 1_000;
  return writeDown(audited, { action: 'mute', whom, details: { forS }, ...given(why) }, () => {
    store.sanctions.impose({ person: whom.id, is: 'muted', by: by.id, at, until, why });
    return done({ is: 'muted', whom: whom.id, until });
  });
}

export function unmute(audited: AuditedAct, whom: Person): Outcome {
  const { store, at } = audited;
  if (!store.sanctions.of(whom.id, 'muted', at)) return done();
  return writeDown(audited, { action: 'unmute', whom }, () => {
    store.sanctions.lift(whom.id, 'muted');
    return done({ is: 'muted', whom: whom.id });
  });
}

/** Out, and no member any more. */
export function kick(audited: AuditedAct, whom: Person, why: string): Outcome {
  return writeDown(audited, { action: 'kick', whom, ...given(why) }, () => {
    dismiss(audited, whom);
    return done({ is: 'kicked', whom: whom.id }, { is: 'ranks' });
  });
}

/** @param address the hash of where they are connected, when that is to be shut out as well and is known */
export function ban(
  audited: AuditedAct,
  whom: Person,
  { forS, address: isOfAddress }: Do<'ban'>,
  address: string | undefined,
  why: string,
): Outcome {
  const { store, by, at } = audited;
  const details = { ...(forS === undefined ? {} : { forS }), address: address !== undefined };
  return writeDown(audited, { action: 'ban', whom, details, ...given(why) }, () => {
    dismiss(audited, whom);
    store.sanctions.impose({
      person: whom.id,
      is: 'banned',
      by: by.id,
      at,
      why,
      ...(forS === undefined ? {} : { until: at + forS * 1_000 }),
      ...(address === undefined ? {} : { address }),
    });
    const ranks = done({ is: 'ranks' });
    return isOfAddress ? { ...ranks, address: address !== undefined } : ranks;
  });
}

export function unban(audited: AuditedAct, whom: Person): Outcome {
  const { store, at } = audited;
  if (!store.sanctions.of(whom.id, 'banned', at)) return done();
  return writeDown(audited, { action: 'unban', whom }, () => {
    store.sanctions.lift(whom.id, 'banned');
    return done();
  });
}

export const given = (why: string) => (why === '' ? {} : { why });
