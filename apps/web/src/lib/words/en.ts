import type { FailReason } from '$client/shelf.ts';
import { limits } from '$protocol/limits.ts';

/** Everything a person reads, in one place, so that languages can follow. Names of people come as they are. */

const numbers = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');
const count = (n: number, one: string, other: string) =>
  `${numbers.format(n)} ${plural.select(n) === 'one' ? one : other}`;

const refusals: Record<FailReason, string> = {
  empty: 'There’s nothing in it yet. Write at least one letter.',
  'too-long': `That’s too long. The most a message takes is ${numbers.format(limits.messageLetters)} letters.`,
  unreadable: 'It holds characters nobody can see. Take them out and try again.',
  'too-many-marks': `It stacks too many accents on one letter. ${limits.marksInARow} is the most.`,
  'too-old': 'A lot was said since you first sent this. Look whether it’s there, or send it anew.',
  'no-such-page': 'The room has no such page.',
  'no-such-message': 'The room doesn’t know this message any more.',
  'not-yours': 'Only whoever said it can change it.',
  deleted: 'This message was deleted, and can’t be changed any more.',
  'other-name': 'That was before you took the name you go by now.',
};

const badRoomName = `A room’s name has letters, digits and single hyphens, at most ${limits.roomNameLetters}.`;

export const en = {
  lang: 'en',
  dir: 'ltr',

  lobby: {
    title: 'Lull: chat in rooms that fall asleep',
    heading: 'Talk when there’s something to say.',
    what: 'Lull is a web chat whose rooms fall asleep when nobody’s talking, and wake in milliseconds without losing a word.',
    again: (name: string) => `Hello again, ${name}.`,
    whereTo: 'Go back to a room you know, or open any other by its name.',
    name: 'Your name',
    namePlaceholder: 'What people here call you',
    room: 'Room',
    roomPlaceholder: 'Saturday bench',
    roomHint: 'A new name makes a new room.',
    renameHint: 'You keep your words and your rooms. Leave the room empty to only change the name.',
    rename: 'Go by this name',
    stepIn: 'Step in',
    noAccount: 'No account, no email. The link to a room is all anyone needs.',
    notYou: 'Go by another name',
    goingBy: (name: string) => `You go by ${name} here.`,
    rooms: 'Rooms',
    known: 'Rooms you know',
    how: 'How a room works',
    howTalk: 'Somebody talks',
    howTalkText: 'Everyone in the room reads it at once, in the same order.',
    howSleep: 'Nobody talks',
    howSleepText: 'The room falls asleep. It costs nothing, and keeps every word.',
    howWake: 'Somebody talks again',
    howWakeText: 'It wakes in milliseconds, and nobody has missed a thing.',
  },

  room: {
    title: (room: string) => `${room} · Lull`,
    messages: (room: string) => `Messages in ${room}`,
    rooms: 'Rooms',
    newRoom: 'New room',
    people: 'People',
    showPeople: (n: number) => `${count(n, 'person', 'people')} here. Show who`,
    hereNow: 'Here now',
    here: (n: number) => `${numbers.format(n)} here`,
    closePanel: 'Close',
    you: 'You',
    youMark: 'you',
    guest: 'guest',
    invite: 'Invite',
    inviteTitle: (room: string) => `Come to ${room} on Lull`,
    linkCopied: 'Link copied. Anyone who has it can come in.',
    linkNotCopied: 'The link is in your browser’s address bar.',
    alone: 'Only you are here',
    nobody: 'Nobody is here',
    presence: (names: string[], more: number) =>
      more > 0
        ? `${names.join(', ')} and ${numbers.format(more)} more`
        : new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names),
    asleepSince: (when: string) => `Asleep since ${when}`,
    asleepFor: (how: string) => `Asleep for ${how}`,
    awakeIn: (ms: number) => `Awake again in ${numbers.format(ms)} ms`,
    today: 'Today',
    earlier: 'Earlier messages',
    between: 'Messages between',
    newest: 'To the newest messages',
    fetching: 'Fetching the words before',
    beginning: (room: string) => `This is where ${room} begins.`,
    firstOne: 'You’re the first one in.',
    firstOneText: 'Say hello, or send the link to someone who’d like to be here.',
    nothingYet: 'Nobody has said anything here yet.',
    nothingYetText: 'All you need is a name.',
    copyLink: 'Copy the link',
    arrived: (name: string) => `${name} came in`,
    left: (name: string) => `${name} left`,
    latest: 'Latest',
    newMessages: (n: number) => count(n, 'new message', 'new messages'),
    spoken: (name: string, text: string) => `${name}: ${text}`,
    joinHeading: (room: string) => `Say something in ${room}`,
    joinHint: 'All you need is a name. No account, no email.',
  },

  composer: {
    label: 'Message',
    placeholder: (room: string) => `Write to ${room}`,
    placeholderAsleep: 'Write to wake the room',
    send: 'Send',
    tooLong: (letters: number) =>
      `${numbers.format(letters)} letters. The most a message takes is ${numbers.format(limits.messageLetters)}.`,
    lettersLeft: (left: number) => count(left, 'letter left', 'letters left'),
  },

  message: {
    underWay: { say: 'Sending', edit: 'Saving', delete: 'Deleting' },
    waiting: (n: number) => `${numbers.format(n)} waiting`,
    changeWaiting: { edit: 'Change waiting', delete: 'Deletion waiting' },
    failed: { say: 'Not sent.', edit: 'Not changed.', delete: 'Not deleted.' },
    tryAgain: 'Try again',
    sendAs: (name: string) => `Send as ${name}`,
    discard: 'Discard',
    edit: 'Edit',
    delete: 'Delete',
    edited: 'edited',
    editedAt: (date: string, time: string) => `Edited on ${date} at ${time}`,
    deleted: 'This message was deleted.',
  },

  editing: {
    label: 'Edit message',
    heading: 'Editing',
    placeholder: 'Write its new words',
    spoken: (text: string) => `Editing: ${text}`,
    gone: 'This message was deleted meanwhile.',
    cancel: 'Cancel',
    save: 'Save',
  },

  deletion: {
    heading: 'Delete this message?',
    text: 'Its words go for everyone in the room, and can’t be brought back.',
    keep: 'Keep it',
    delete: 'Delete',
  },

  line: {
    offline: 'You’re offline. Keep writing, it all sends when you’re back.',
    finding: 'Finding the room again.',
    tryNow: 'Try now',
    back: 'Back. Nothing was lost.',
    unkept: 'This browser can’t keep what isn’t sent yet. Leave this page open until it is.',
    offlineUnkept:
      'You’re offline. Keep writing, and leave this page open: this browser can’t keep what isn’t sent yet.',
    findingUnkept:
      'Finding the room again. Leave this page open: this browser can’t keep what isn’t sent yet.',
    renewed: 'Lull was renewed while you were here. Reload to go on, nothing is lost.',
    renewedUnkept: 'Lull was renewed while you were here. Copy what wasn’t sent, then reload.',
    renewing: 'Lull is being renewed. Keep writing, it all sends when that’s done.',
    renewingUnkept: 'Lull is being renewed. Keep writing, and leave this page open until it’s done.',
    reload: 'Reload',
    broken: 'This page and the room don’t understand each other. Reload to go on.',
  },

  theme: 'Switch between light and dark',
  refusals,
  nameRefusals: {
    ...refusals,
    'too-long': `That’s too long. A name has at most ${limits.nameLetters} letters.`,
  },
  badRoomName,
  noSuchRoom: (name: string) => `There’s no room called “${name}”.`,
  denials: {
    'bad-room-name': badRoomName,
    'no-name': 'Give a name first, then say it again.',
    'broken-form': 'The form came back incomplete. Copy your words, reload the page, and send them again.',
  },
  noSuchPage: 'There is nothing at this address.',
  fault: 'Something broke on our side. What was said is safe.',
  offlinePage: 'You’re offline, and this page isn’t here yet.',
  offlinePageHint: 'What you wrote is kept, and sends when you’re back in its room.',
  tryAgain: 'Try again',
  toLobby: 'To the lobby',
};

export type Words = typeof en;
