import type { Action } from '../../protocol/actions.ts';
import type { Person } from '../../protocol/message.ts';
import { type Deed, done, type Outcome, writeDown } from './audited-act.ts';
import { dismiss } from './membership.ts';

type Do<Name extends Action['do']> = Extract<Action, { do: Name }>;

export function mute(deed: Deed, whom: Person, { forS }: Do<'mute'>, why: string): Outcome {
  const { books, by, at } = deed;
  const until = at + forS * 1_000;
  return writeDown(deed, { action: 'mute', whom, details: { forS }, ...given(why) }, () => {
    books.sanctions.impose({ person: whom.id, is: 'muted', by: by.id, at, until, why });
    return done({ is: 'muted', whom: whom.id, until });
  });
}

export function unmute(deed: Deed, whom: Person): Outcome {
  const { books, at } = deed;
  if (!books.sanctions.of(whom.id, 'muted', at)) return done();
  return writeDown(deed, { action: 'unmute', whom }, () => {
    books.sanctions.lift(whom.id, 'muted');
    return done({ is: 'muted', whom: whom.id });
  });
}

/** Out, and no member any more. */
export function kick(deed: Deed, whom: Person, why: string): Outcome {
  return writeDown(deed, { action: 'kick', whom, ...given(why) }, () => {
    dismiss(deed, whom);
    return done({ is: 'kicked', whom: whom.id }, { is: 'ranks' });
  });
}

/** @param address the hash of where they are connected, when that is to be shut out as well and is known */
export function ban(
  deed: Deed,
  whom: Person,
  { forS, address: isOfAddress }: Do<'ban'>,
  address: string | undefined,
  why: string,
): Outcome {
  const { books, by, at } = deed;
  const details = { ...(forS === undefined ? {} : { forS }), address: address !== undefined };
  return writeDown(deed, { action: 'ban', whom, details, ...given(why) }, () => {
    dismiss(deed, whom);
    books.sanctions.impose({
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

export function unban(deed: Deed, whom: Person): Outcome {
  const { books, at } = deed;
  if (!books.sanctions.of(whom.id, 'banned', at)) return done();
  return writeDown(deed, { action: 'unban', whom }, () => {
    books.sanctions.lift(whom.id, 'banned');
    return done();
  });
}

export const given = (why: string) => (why === '' ? {} : { why });
