import type { Action } from '../../protocol/actions.ts';
import { limits } from '../../protocol/limits.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { type Deed, done, type Outcome, writeDown } from './audited-act.ts';
import { enrol } from './membership.ts';
import type { KeptInvite } from './store.ts';

/** A new invite before it is made. The room keeps the hash; the token goes to whoever made it, once. */
export type Seal = { id: string; token: string; hash: string };

export function invite(
  deed: Deed,
  { forS, uses }: Extract<Action, { do: 'invite' }>,
  { id, token, hash }: Seal,
): Outcome {
  const { books, by, at } = deed;
  if (books.invites.all(at).length >= limits.invites) return { refused: 'too-many' };
  const details = {
    invite: id,
    ...(forS === undefined ? {} : { forS }),
    ...(uses === undefined ? {} : { uses }),
  };
  return writeDown(deed, { action: 'invite', details }, () => {
    books.invites.add({
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
export function revoke(deed: Deed, invite: KeptInvite): Outcome {
  return writeDown(deed, { action: 'revoke', details: { invite: invite.id } }, () => {
    deed.books.invites.revoke(invite.id);
    return done();
  });
}

/** Who is a member already uses nothing up. */
export function accept(deed: Deed, { id }: KeptInvite): Outcome | Refusal {
  const { books, by } = deed;
  if (books.members.roleOf(by.id) !== 'guest') return done();
  return writeDown(deed, { action: 'accept', details: { invite: id } }, () => {
    books.invites.use(id);
    enrol(deed, by, 'member');
    return done({ is: 'ranks' });
  });
}
