import { limits } from '$protocol/limits.ts';
import { count, number } from './format.ts';

/** Where one writes, or what stands in the way of it. */
export const composerWords = {
  label: 'Message',
  placeholder: (room: string) => `Write to ${room}`,
  placeholderLong: 'Write a message',
  placeholderAsleep: 'Write to wake the room',
  send: 'Send',
  emoji: 'Emoji',
  hereIsAWord: 'Only moderators can call everybody. Here @here is just a word.',
  tooLong: (letters: number) =>
    `${number(letters)} letters. The most a message takes is ${number(limits.messageLetters)}.`,
  lettersLeft: (left: number) => count(left, 'letter left', 'letters left'),
  wait: (seconds: number) => `You can write again in ${count(seconds, 'second', 'seconds')}.`,
  slow: (every: string) => `Slow mode: one message every ${every}.`,
  newest: 'To the newest messages',
  muted: (until: string) => `You’re muted here until ${until}. You can still read along.`,
  locked: 'The room is locked. Only its moderators write for now.',
  membersWrite: 'Only members write here. You can read along.',
  moderatorsWrite: 'Only moderators write here. You can read along.',
  mayWrite: 'You can write here again.',
};
