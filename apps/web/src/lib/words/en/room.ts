import { number, someOf } from './format.ts';

/** A room’s bar, the rooms beside it and the people in it. */
export const roomWords = {
  rooms: 'Rooms',
  newRoom: 'New room',
  people: 'People',
  showPeople: (n: number) => `${number(n)} here. Show who`,
  hereNow: 'Here now',
  count: (n: number) => number(n),
  knownOfCrowd: 'Who keeps the room, and who spoke last',
  here: (n: number) => `${number(n)} here`,
  you: 'You',
  youMark: 'you',
  guest: 'guest',
  invite: 'Invite',
  inviteTitle: (room: string) => `Come to ${room} on Lull`,
  linkCopied: 'Link copied. Anyone who has it can come in.',
  linkNotCopied: 'The link is in your browser’s address bar.',
  alone: 'Only you are here',
  nobody: 'Nobody is here',
  presence: someOf,
  asleepSince: (when: string) => `Asleep since ${when}`,
  awakeIn: (ms: number) => `Awake again in ${number(ms)} ms`,
  about: 'About this room',
  everybody: 'Everybody here',
  reported: 'Somebody reported a message.',
  reportedLink: 'A message was reported. Read the log',
  askIn: 'Ask someone in',
  youHeading: 'Settings',
  backTo: (room: string) => `Back to ${room}`,
  unreached: 'The room can’t be reached right now. Nothing was done.',
};

export type RoomWords = typeof roomWords;
