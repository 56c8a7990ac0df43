import { words } from '$lib/words/words.ts';
import type { Action } from '$protocol/actions.ts';
import type { Acted } from '$protocol/rooms.ts';

/** What was just done to somebody, in a sentence. */
export function doneText(action: Action, { address }: Acted, name: string): string {
  const { done, lifted, aRole } = words.keeping;
  switch (action.do) {
    case 'mute':
      return done.mute(name, words.spanOf(action.forS));
    case 'kick':
      return done.kick(name);
    case 'ban':
      if (address === undefined) return done.ban(name);
      return address ? done.banWithAddress(name) : done.banWithoutAddress(name);
    case 'role':
      return done.role(name, aRole[action.role]);
    case 'transfer':
      return done.transfer(name);
    default:
      return lifted;
  }
}
