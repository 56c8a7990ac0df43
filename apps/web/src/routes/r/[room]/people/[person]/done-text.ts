import { moderationWords } from '$lib/words/en/moderation.ts';
import { aRoleWords } from '$lib/words/en/roles.ts';
import { sanctionWords } from '$lib/words/en/sanctions.ts';
import { spanOf } from '$lib/words/en/span.ts';
import type { Action } from '$protocol/actions.ts';
import type { Acted } from '$protocol/rooms.ts';

/** What was just done to somebody, in a sentence. */
export function doneText(action: Action, { address }: Acted, name: string): string {
  const { done } = moderationWords;
  switch (action.do) {
    case 'mute':
      return done.mute(name, spanOf(action.forS));
    case 'kick':
      return done.kick(name);
    case 'ban':
      if (address === undefined) return done.ban(name);
      return address ? done.banWithAddress(name) : done.banWithoutAddress(name);
    case 'role':
      return done.role(name, aRoleWords[action.role]);
    case 'transfer':
      return done.transfer(name);
    default:
      return sanctionWords.lifted;
  }
}
