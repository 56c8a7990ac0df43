import type { FailReason } from '$client/outbox-store.ts';
import { limits } from '$protocol/limits.ts';
import type { Reason } from '$protocol/refusals.ts';
import { number } from './format.ts';

/** Why a room, or Lull, did not do something. */
export const refusalWords: Record<Reason | FailReason, string> = {
  empty: 'There’s nothing in it yet. Write at least one letter.',
  get 'too-long'() {
    return `That’s too long. The most a message takes is ${number(limits.messageLetters)} letters.`;
  },
  unreadable: 'It holds characters nobody can see. Take them out and try again.',
  'too-many-marks': `It stacks too many accents on one letter. ${limits.marksOnALetter} is the most.`,
  'too-old': 'A lot was said since you first sent this. Look whether it’s there, or send it anew.',
  'no-such-page': 'The room has no such page.',
  'no-such-message': 'The room doesn’t know this message any more.',
  'not-yours': 'Only whoever said it can change it.',
  deleted: 'This message was deleted, and can’t be changed any more.',
  muted: 'You’re muted here for now. You can still read along.',
  locked: 'The room is locked. Only its moderators write for now.',
  'not-allowed': 'You can’t do this here.',
  'too-fast': 'That was quick. Wait a moment, then go on.',
  slow: 'The room is in slow mode. Wait a moment between two messages.',
  'too-many-mentions': `That mentions more than ${limits.mentions} people. Mention fewer, or say it to everybody.`,
  'here-too-often': 'You called everybody a moment ago. Say it without @here, or wait some minutes.',
  'name-taken': 'Somebody here has that name already. Choose another.',
  reserved: 'That name would be taken for somebody in charge. Choose another.',
  'no-such-person': 'The room knows nobody like that.',
  'no-such-invite': 'This link has stopped working. Ask whoever sent it for a new one.',
  'too-many-rooms': 'That’s a lot of new rooms for one day. Make the next one tomorrow.',
  'too-many': 'There are too many of these already. Remove one first.',
  'last-passkey': 'This is your last passkey. Add another before you remove it.',
  'no-such-passkey': 'There’s no such passkey any more.',
  'too-many-reactions': `That’s more than a message takes: ${limits.reactions} kinds of reactions, and ${limits.reactionsOfOne} of one person. Use one that’s there.`,
  'not-one-emoji': 'That’s not one emoji. Choose one, and nothing else.',
  'thread-in-thread': 'This was said in a thread already. Answer it there.',
  'threads-off': 'This room keeps no threads any more. Say it in the room.',
  'unknown-act': 'The room can’t do this yet. Try again in a while.',
  unknown: 'The room didn’t take this. Load the page again to see why.',
  'other-name': 'That was before you took the name you go by now.',
};

/** The same of a name, where the name is given. */
export const nameRefusal = (reason: Reason): string =>
  reason === 'too-long'
    ? `That’s too long. A name has at most ${limits.nameLetters} letters.`
    : refusalWords[reason];
