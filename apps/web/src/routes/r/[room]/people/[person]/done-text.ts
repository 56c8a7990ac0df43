import { words } from '$lib/words/words.ts';
import type { Action } from '$protocol/actions.ts';

/** What was just done to somebody, in a sentence. */
export function doneText(action: Action, name: string): string {
  const { done, lifted, aRole } = words.keeping;
  switch (action.do) {
    case 'mute':
      return done.mute(name, words.spanOf(action.forS));
    case 'kick':
      return done.kick(name);
    case 'ban':
      return done.ban(name);
    case 'role':
      return done.role(name, aRole[action.role]);
    case 'transfer':
      return done.transfer(name);
    default:
      return lifted;
  }
}
