import { limits } from '$protocol/limits.ts';
import { refusalWords } from './refusals.ts';

/** Why the server did not do what a form or an address asked for. */
export const denialWords = {
  'bad-room-name': `A room’s name has letters, digits and single hyphens, at most ${limits.roomNameLetters}.`,
  'no-name': 'Give a name first, then say it again.',
  'no-such-room': 'There’s no such room.',
  'room-taken': 'That name can’t be had. Choose another.',
  banned: 'This room is closed to you.',
  'no-such-invite': refusalWords['no-such-invite'],
  busy: 'A lot is coming from where you are. Wait a minute, then try again.',
  'broken-form': 'The form came back incomplete. Copy your words, reload the page, and send them again.',
};
