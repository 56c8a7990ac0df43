import { nameOf } from '$lib/person-name.ts';
import { commandWords } from '$lib/words/en/commands.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { Action } from '$protocol/actions.ts';
import { limits } from '$protocol/limits.ts';
import type { Person } from '$protocol/message.ts';
import { outranks } from '$protocol/roles.ts';
import { doneText } from '../people/[person]/done-text.ts';
import { type CommandOutcome, lineOf, refused } from './command-outcome.ts';
import { personAtStart } from './person-named.ts';
import type { CommandPorts } from './run-command.ts';
import { whileIn } from './while-in.ts';

const usualMuteS = 600;

/** Mutes, bans or asks to leave whoever is named, for as long as is said, and why. */
export async function sanction(
  what: 'mute' | 'kick' | 'ban',
  typed: string,
  ports: CommandPorts,
): Promise<CommandOutcome> {
  const named = personAtStart(typed, ports.personNamed);
  if (!named) return refused(refusalWords['no-such-person']);
  // Oneself included. What somebody is who is not here the room knows.
  if (named.person.role && !outranks(ports.role, named.person.role))
    return refused(refusalWords['not-allowed']);
  const action = actionOn(what, named.person, named.rest);
  return 'wrong' in action ? refused(action.wrong) : act(action, named.person, ports);
}

/** Lets somebody write again, or in again. Whoever is not let in is seldom here to be named. */
export async function lift(
  what: 'unmute' | 'unban',
  typed: string,
  ports: CommandPorts,
): Promise<CommandOutcome> {
  const named = personAtStart(typed, ports.personNamed);
  if (!named) return refused(commandWords.nobodyToLift);
  return act({ do: what, whom: named.person.id }, named.person, ports);
}

async function act(action: Action, person: Person, ports: CommandPorts): Promise<CommandOutcome> {
  const acted = await ports.act(action);
  if ('sentence' in acted) return refused(acted.sentence);
  return { is: 'done', sentence: doneText(action, acted, nameOf(person)) };
}

function actionOn(
  what: 'mute' | 'kick' | 'ban',
  { id: whom }: Person,
  typed: string,
): Action | { wrong: string } {
  const found = what === 'kick' ? undefined : whileIn(typed, 60);
  const reason = whyIn(found?.rest ?? typed);
  if ('wrong' in reason) return reason;
  if (what === 'kick') return { do: what, whom, ...reason };
  const isEndless = found?.seconds === Number.POSITIVE_INFINITY;
  if (what === 'mute' && isEndless) return { wrong: commandWords.notForGood };
  if (found && !isEndless && found.seconds > limits.sanctionS) return { wrong: commandWords.tooLongAWhile };
  if (found?.seconds === 0)
    return { wrong: commandWords.incomplete(what, commandWords.commands[what].argument) };
  if (what === 'mute') return { do: what, whom, forS: found?.seconds ?? usualMuteS, ...reason };
  return { do: what, whom, ...(found && !isEndless ? { forS: found.seconds } : {}), ...reason };
}

function whyIn(typed: string): { why?: string } | { wrong: string } {
  const reason = lineOf(typed, limits.reasonLetters);
  if ('wrong' in reason) return reason;
  return reason.line === '' ? {} : { why: reason.line };
}
