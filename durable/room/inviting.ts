import type { Action } from '../../protocol/actions.ts';
import { limits } from '../../protocol/limits.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';
import { enrol } from './membership.ts';
import type { KeptInvite } from './store.ts';

/** A new invite before it is made. The room keeps the hash; the token goes to whoever made it, once. */
export type InviteToken = { id: string; token: string; hash: string };

export function invite(
  audited: AuditedAct,
  { forS, uses }: Extract<Action, { do: 'invite' }>,
  { id, token, hash }: InviteToken,
): Outcome {
  const { store, by, at } = audited;
  if (store.invites.all(at).length >= limits.invites) return { refused: 'too-many' };
  const details = {
    invite: id,
    ...(forS === undefined ? {} : { forS }),
    ...(uses === undefined ? {} : { uses }),
  };
  return writeDown(audited, { action: 'invite', details }, () => {
    store.invites.add({
      id,
      hash,
      by: by.id,
      at,
      used: 0,
      ...(forS === undefined ? {} : { expiresAt: at + forS * 1_000 }),
      ...(uses === undefined ? {} : { usesLeft: uses }),
    });
    return { done: true, invite: { id, token }, news: [] };
  });
}

/** Nobody comes in by it any more. Whoever did is a member, and stays one. */
export function revoke(audited: AuditedAct, invite: KeptInvite): Outcome {
  return writeDown(audited, { action: 'revoke', details: { invite: invite.id } }, () => {
    audited.store.invites.revoke(invite.id);
    return done();
  });
}

/** Who is a member already uses nothing up. */
export function accept(audited: AuditedAct, { id }: KeptInvite): Outcome | Refusal {
  const { store, by } = audited;
  if (store.members.roleOf(by.id) !== 'guest') return done();
  return writeDown(audited, { action: 'accept', details: { invite: id } }, () => {
    store.invites.use(id);
    enrol(audited, by, 'member');
    return done({ is: 'ranks' });
  });
}
