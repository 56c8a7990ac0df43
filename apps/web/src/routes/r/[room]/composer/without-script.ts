import { commandWords } from '$lib/words/en/commands.ts';
import { messageOf } from './command-message.ts';
import { type CommandEffect, commandNamed, elsewhere } from './commands.ts';
import { readCommand } from './read-command.ts';

/** What somebody without a script says by what they typed; or why a form cannot do it, in a sentence. */
export function saidWithoutScript(typed: string): { text: string } | { wrong: string } {
  const read = readCommand(typed);
  if (read.is === 'text') return { text: read.text };
  if (read.is === 'unknown') return { wrong: commandWords.unknownWithoutScript(read.name) };
  const command = commandNamed(read.name);
  if (!command) return { wrong: elsewhere.get(read.name) ?? commandWords.unknownWithoutScript(read.name) };
  const text = messageOf(command.does, read.argument);
  if (text !== undefined) return { text };
  return { wrong: wayWithoutScript(command.does) ?? commandWords.incomplete(command.name, command.argument) };
}

function wayWithoutScript(does: CommandEffect): string | undefined {
  const { settings, person, name, way, help } = commandWords.without;
  switch (does.is) {
    case 'sets':
    case 'locks':
    case 'asks-in':
      return settings;
    case 'sanctions':
    case 'lifts':
      return person;
    case 'renames':
      return name;
    case 'joins':
    case 'goes':
      return way;
    case 'helps':
      return help;
    default:
      return undefined;
  }
}
