import { commandWords } from '$lib/words/en/commands.ts';
import { isAtLeast, type Role } from '$protocol/roles.ts';

export type CommandName = keyof typeof commandWords.commands;

/** `least`: to whom it is offered. `isWhole`: it means something without what follows it. */
export type RoomCommand = {
  name: CommandName;
  aliases: readonly string[];
  argument: string;
  help: string;
  least: Role;
  isWhole: boolean;
  does: CommandEffect;
};

export type CommandEffect =
  /** A message: what follows, and a face behind it. */
  | { is: 'says'; face: string }
  | { is: 'hides' }
  /** `/me`, of which more is text. */
  | { is: 'acts-out' }
  /** Tells the setting, or for whoever is at least that sets it. */
  | { is: 'sets'; setting: 'title' | 'topic' | 'slowS'; least: Role }
  | { is: 'locks'; locked: boolean }
  | { is: 'sanctions'; do: 'mute' | 'kick' | 'ban' }
  | { is: 'lifts'; do: 'unmute' | 'unban' }
  | { is: 'renames' }
  | { is: 'asks-in' }
  | { is: 'joins' }
  | { is: 'goes'; to: 'lobby' | 'settings' | 'people' | 'log' }
  | { is: 'helps' };

// In the order in which they are offered. Each backslash and underscore of the shrug would be markup; the room reads it as it looks.
const table: Record<CommandName, [does: CommandEffect, least?: Role, aliases?: string]> = {
  me: [{ is: 'acts-out' }],
  topic: [{ is: 'sets', setting: 'topic', least: 'moderator' }],
  invite: [{ is: 'asks-in' }],
  nick: [{ is: 'renames' }, 'guest', 'name rename'],
  title: [{ is: 'sets', setting: 'title', least: 'owner' }],
  slow: [{ is: 'sets', setting: 'slowS', least: 'moderator' }],
  lock: [{ is: 'locks', locked: true }, 'moderator'],
  unlock: [{ is: 'locks', locked: false }, 'moderator'],
  mute: [{ is: 'sanctions', do: 'mute' }, 'moderator'],
  unmute: [{ is: 'lifts', do: 'unmute' }, 'moderator'],
  kick: [{ is: 'sanctions', do: 'kick' }, 'moderator'],
  ban: [{ is: 'sanctions', do: 'ban' }, 'moderator'],
  unban: [{ is: 'lifts', do: 'unban' }, 'moderator'],
  people: [{ is: 'goes', to: 'people' }, 'guest', 'who names'],
  shrug: [{ is: 'says', face: '¯\\\\\\_(ツ)\\_/¯' }],
  tableflip: [{ is: 'says', face: '(╯°□°)╯︵ ┻━┻' }],
  unflip: [{ is: 'says', face: '┬─┬ノ( º _ ºノ)' }],
  spoiler: [{ is: 'hides' }],
  settings: [{ is: 'goes', to: 'settings' }],
  log: [{ is: 'goes', to: 'log' }, 'moderator'],
  join: [{ is: 'joins' }],
  leave: [{ is: 'goes', to: 'lobby' }, 'guest', 'part quit exit'],
  help: [{ is: 'helps' }, 'guest', 'commands ?'],
};

export const commands: readonly RoomCommand[] = (Object.keys(table) as CommandName[]).map((name) => {
  const [does, least = 'guest', aliases = ''] = table[name];
  const { argument, help } = commandWords.commands[name];
  const isWhole = argument === '' || argument.startsWith('[');
  return { name, aliases: aliases.split(' ').filter(Boolean), argument, help, least, isWhole, does };
});

const namesElsewhere: Record<keyof typeof commandWords.elsewhere, string> = {
  msg: 'msg dm w whisper tell pm query',
  clear: 'clear cls',
  away: 'away status afk back brb',
  gif: 'gif giphy image',
  poll: 'poll vote',
  remind: 'remind reminder',
  op: 'op deop promote demote mod unmod voice devoice',
  call: 'call video huddle',
  search: 'search find',
  ignore: 'ignore unignore block unblock',
  edit: 'edit delete',
  react: 'react reaction',
  thread: 'thread reply',
  pin: 'pin pins',
  upload: 'upload file',
  list: 'list rooms',
};

/** What is known from other chats, by the sentence that says how it is here. */
export const elsewhere: ReadonlyMap<string, string> = new Map(
  (Object.keys(namesElsewhere) as (keyof typeof namesElsewhere)[]).flatMap((key) =>
    namesElsewhere[key].split(' ').map((name) => [name, commandWords.elsewhere[key]] as const),
  ),
);

/** By its name or an alias, in small letters. */
export function commandNamed(name: string): RoomCommand | undefined {
  return commands.find((one) => one.name === name || one.aliases.includes(name));
}

/** What is offered while a command is typed: whatever of it begins with what stands there, with its slash or without. */
export function completions(prefix: string, role: Role): Pick<RoomCommand, 'name' | 'argument' | 'help'>[] {
  const typed = prefix.replace(/^\//, '').toLowerCase();
  const begins = (name: string) => name.startsWith(typed);
  const offered = commands.filter(({ least }) => isAtLeast(role, least));
  const byName = offered.filter(({ name }) => begins(name));
  const byAlias = offered.filter((one) => !byName.includes(one) && one.aliases.some(begins));
  return [...byName, ...byAlias].map(({ name, argument, help }) => ({ name, argument, help }));
}
