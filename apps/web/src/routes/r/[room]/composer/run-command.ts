import { logPath, peoplePath, roomPath, settingsPath } from '$lib/room-path.ts';
import { commandWords } from '$lib/words/en/commands.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import type { Action } from '$protocol/actions.ts';
import type { Person } from '$protocol/message.ts';
import type { Refusal } from '$protocol/refusals.ts';
import { isAtLeast, type Role } from '$protocol/roles.ts';
import type { Acted } from '$protocol/rooms.ts';
import type { Settings } from '$protocol/settings.ts';
import { roomNameFrom, tidyName } from '$protocol/words.ts';
import { messageOf } from './command-message.ts';
import { type CommandOutcome, refused } from './command-outcome.ts';
import { type CommandEffect, commandNamed, completions, elsewhere } from './commands.ts';
import type { FindPerson } from './person-named.ts';
import type { WhyNot } from './room-actions.ts';
import { lift, sanction } from './run-sanction.ts';
import { setOrTell } from './run-setting.ts';

/** What a command can do, and what it has to know. `room`: its name in addresses. */
export type CommandPorts = {
  room: string;
  role: Role;
  settings: Settings;
  say(text: string): Refusal | undefined;
  act(action: Action): Promise<Acted | WhyNot>;
  rename(name: string): Promise<{ person: Person } | WhyNot>;
  /** Undefined once it goes there. */
  goTo(path: string): Promise<WhyNot | undefined>;
  /** Opens the way in which somebody is asked into this room. */
  askIn(): void;
  personNamed: FindPerson;
};

/** Does what was typed behind a slash, or says in a sentence why not. Nothing is sent of what this person may not do. */
export async function runCommand(
  { name, argument }: { name: string; argument: string },
  ports: CommandPorts,
): Promise<CommandOutcome> {
  const command = commandNamed(name);
  if (!command) return refused(elsewhere.get(name) ?? explainUnknown(name, ports.role));
  const { does, least, isWhole } = command;
  if (!isAtLeast(ports.role, least)) return refused(commandWords.least[least]);
  if (!isWhole && argument === '') return refused(commandWords.incomplete(command.name, command.argument));
  return run(does, argument, ports);
}

/** What to say of a command that there is not. */
export function explainUnknown(name: string, role: Role): string {
  return commandWords.unknown(name, completions(name, role)[0]?.name);
}

function run(
  does: CommandEffect,
  argument: string,
  ports: CommandPorts,
): Promise<CommandOutcome> | CommandOutcome {
  switch (does.is) {
    case 'says':
    case 'hides':
    case 'acts-out':
      return say(messageOf(does, argument) ?? `/me ${argument}`, ports);
    case 'sets':
      return argument === '' || isAtLeast(ports.role, does.least)
        ? setOrTell(does.setting, argument, ports)
        : refused(commandWords.least[does.least]);
    case 'locks':
      return lock(does.locked, ports);
    case 'sanctions':
      return sanction(does.do, argument, ports);
    case 'lifts':
      return lift(does.do, argument, ports);
    case 'renames':
      return goBy(argument, ports);
    case 'asks-in':
      return askIn(ports);
    case 'joins':
      return join(argument, ports);
    case 'goes':
      return go(pathTo(does.to, ports.room), ports);
    case 'helps':
      return { is: 'done', sentence: helpFor(argument, ports.role) };
  }
}

function say(text: string, ports: CommandPorts): CommandOutcome {
  const refusal = ports.say(text);
  return refusal ? refused(refusalWords[refusal.refused]) : { is: 'said' };
}

async function lock(locked: boolean, { act }: CommandPorts): Promise<CommandOutcome> {
  const acted = await act({ do: 'settings', locked });
  if ('sentence' in acted) return refused(acted.sentence);
  return { is: 'done', sentence: locked ? commandWords.locked : commandWords.unlocked };
}

async function goBy(typed: string, { rename }: CommandPorts): Promise<CommandOutcome> {
  const tidied = tidyName(typed);
  if ('refused' in tidied) return refused(nameRefusal(tidied.refused));
  const renamed = await rename(tidied.name);
  if ('sentence' in renamed) return refused(renamed.sentence);
  return { is: 'done', sentence: commandWords.renamed(renamed.person.name) };
}

/** Into an open room anybody asks, by its link. */
function askIn({ role, settings, askIn }: CommandPorts): CommandOutcome {
  if (settings.visibility === 'private' && !isAtLeast(role, settings.inviting))
    return refused(commandWords.least[settings.inviting]);
  askIn();
  return { is: 'done' };
}

function join(typed: string, ports: CommandPorts): Promise<CommandOutcome> | CommandOutcome {
  // Somebody may have pasted its whole address.
  const name = roomNameFrom(/\/r\/([^/?#\s]+)/.exec(typed)?.[1] ?? typed);
  if (name === undefined) return refused(denialWords['bad-room-name']);
  return go(roomPath(name), ports);
}

async function go(path: string, { goTo }: CommandPorts): Promise<CommandOutcome> {
  const whyNot = await goTo(path);
  return whyNot ? refused(whyNot.sentence) : { is: 'done' };
}

function pathTo(page: 'lobby' | 'settings' | 'people' | 'log', room: string): string {
  return { lobby: '/', settings: settingsPath(room), people: peoplePath(room), log: logPath(room) }[page];
}

function helpFor(typed: string, role: Role): string {
  const name = typed.replace(/^\//, '').toLowerCase();
  const command = commandNamed(name);
  if (command) return commandWords.helpOf(command.name, command.argument, command.help);
  if (name !== '') return elsewhere.get(name) ?? explainUnknown(name, role);
  return commandWords.helpOfAll(completions('', role).map((one) => one.name));
}
