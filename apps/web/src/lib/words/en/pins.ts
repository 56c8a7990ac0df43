import { count } from './format.ts';

/** What is pinned in a room. */
export const pinWords = {
  heading: 'Pinned',
  count: (n: number) => count(n, 'pinned message', 'pinned messages'),
  none: 'Nothing is pinned here yet.',
  how: 'What is pinned is found here by everybody. “Pin” stands in the menu of a message.',
  by: (who: string, when: string) => `Pinned by ${who} ${when}`,
  you: 'you',
  goTo: 'To the message',
  pin: 'Pin',
  pinText: 'It stands among what is pinned, for everybody in the room.',
  unpin: 'Unpin',
  unpinOf: (author: string) => `Unpin the message by ${author}`,
};
