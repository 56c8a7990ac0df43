import { limits } from '$protocol/limits.ts';
import type { Role } from '$protocol/roles.ts';
import { count, listed } from './format.ts';

/** What is typed behind a slash. `argument`: what follows the command, as it is shown beside it; brackets hold what may be left out. */
export const commandWords = {
  commands: {
    me: { argument: 'what you do', help: 'Says what you do: “Ana waves.”' },
    shrug: { argument: '[message]', help: 'Says it with a shrug: ¯\\_(ツ)_/¯' },
    tableflip: { argument: '[message]', help: 'Says it, and throws the table: (╯°□°)╯︵ ┻━┻' },
    unflip: { argument: '[message]', help: 'Says it, and puts the table back: ┬─┬ノ( º _ ºノ)' },
    spoiler: { argument: 'message', help: 'Hides the message until somebody wants to read it.' },
    nick: { argument: 'name', help: 'Goes by another name, here and in your other rooms.' },
    invite: { argument: '', help: 'Gets you a link to ask somebody in.' },
    topic: { argument: '[topic]', help: 'Tells what the topic is, or sets another.' },
    title: { argument: '[title]', help: 'Tells what the room is called, or calls it something else.' },
    slow: { argument: '[10s or off]', help: 'Tells how long people wait between two messages, or sets it.' },
    lock: { argument: '', help: 'Lets only moderators write, until it’s unlocked.' },
    unlock: { argument: '', help: 'Ends a lock.' },
    mute: {
      argument: '@name [for 10 minutes] [reason]',
      help: 'They read along, and can’t write: for ten minutes, or as long as you say.',
    },
    unmute: { argument: '@name', help: 'Lets them write again.' },
    kick: { argument: '@name [reason]', help: 'Asks them to leave. An open room they may come back to.' },
    ban: {
      argument: '@name [for a day] [reason]',
      help: 'Closes the room to them: for good, or as long as you say.',
    },
    unban: { argument: '@name', help: 'Opens the room to them again.' },
    people: { argument: '', help: 'Shows who is here.' },
    settings: { argument: '', help: 'Opens the room’s settings.' },
    log: { argument: '', help: 'Shows what was done here, by whom and why.' },
    join: { argument: 'room', help: 'Goes to another room.' },
    leave: { argument: '', help: 'Goes to the lobby. You stay what you are in the room.' },
    help: { argument: '[command]', help: 'Tells what you can do with a slash.' },
  },

  /** What other chats have, and this one has not, or has elsewhere. */
  elsewhere: {
    msg: 'There are no private messages here: everybody in a room reads all of it. A private room for two is the nearest thing.',
    clear: 'What was said stays for everybody. Your own messages you can delete one by one.',
    away: 'Nobody is marked as away here: whoever has the room open is here, and whoever closes it is not.',
    gif: 'There are no pictures here, only words. A link to one works.',
    poll: 'There are no polls here. Ask, and count the answers.',
    remind: 'Nothing here reminds anybody of anything.',
    op: 'What somebody is in the room is set on their page. The list of people leads there.',
    call: 'There are no calls here, only words. A link to one works.',
    search: 'What was said can’t be searched here. Your browser finds what is on the page.',
    ignore: 'Nobody’s words can be hidden from you alone. You can report them, and moderators can mute.',
    edit: 'To edit or delete a message, point at it. In an empty field the up arrow edits your newest.',
    react: 'There are no reactions here. An emoji alone is shown large.',
    thread: 'There are no threads here. Quote what you answer with > before it.',
    pin: 'Nothing is pinned here. The topic is what everybody sees.',
    upload: 'There are no files here, only words. A link to one works.',
    list: 'The rooms that are open to everyone are in the lobby. /leave goes there.',
  },

  unknown: (name: string, like: string | undefined) =>
    `There’s no command /${name}.${like ? ` Is it /${like}?` : ''} /help tells which there are. To say it as it is, begin with //.`,
  unknownWithoutScript: (name: string) => `There’s no command /${name}. To say it as it is, begin with //.`,
  incomplete: (name: string, argument: string) => `Something is missing. Write /${name} ${argument}.`,
  helpOf: (name: string, argument: string, help: string) =>
    `/${name}${argument ? ` ${argument}` : ''}: ${help}`,
  helpOfAll: (names: readonly string[]) =>
    `You can write ${listed(names.map((name) => `/${name}`))}. A slash in the empty field shows what each does.`,
  least: {
    guest: '',
    member: 'Only members can do that here.',
    moderator: 'Only moderators can do that here.',
    owner: 'Only the owner can do that here.',
  } satisfies Record<Role, string>,

  topicIs: (topic: string) => (topic ? `The topic: ${topic}` : 'There’s no topic yet.'),
  titleIs: (title: string) => `The room is called ${title}.`,
  slowIs: (every: string | undefined) =>
    every ? `Between two messages people wait ${every}.` : 'Slow mode is off.',
  topicSet: 'The topic is set.',
  titleSet: (title: string) => `The room is called ${title} now.`,
  locked: 'The room is locked. Only its moderators write for now.',
  unlocked: 'The room is unlocked.',
  renamed: (name: string) => `You’re ${name} now.`,

  tooLongLine: (most: number) => `That’s too long. ${count(most, 'letter is', 'letters are')} the most.`,
  noSuchWait: 'Say how long as in 10s or 2 minutes, an hour at most, or off.',
  tooLongAWhile: `That’s too long. ${count(limits.sanctionS / 86_400, 'day is', 'days are')} the most.`,
  notForGood: 'A mute ends some time. Say for how long, or close the room to them with /ban.',
  nobodyToLift: 'Nobody here is called that. Who is muted or not let in stands in the room’s settings.',

  /** For whoever has no script. */
  without: {
    settings: 'This form only says things. The room’s settings have that.',
    person: 'This form only says things. That is done on their page, which the list of people leads to.',
    name: 'This form only says things. Your name is on your own page.',
    way: 'This form only says things. A link on this page leads there.',
    help: 'In this form you can write /me, /shrug, /tableflip, /unflip and /spoiler.',
  },
};
