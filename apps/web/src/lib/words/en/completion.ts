import { count } from './format.ts';

/** What is offered while somebody writes. */
export const completionWords = {
  of: { person: 'People', emoji: 'Emoji', command: 'Commands' },
  here: 'Everybody who is here',
  /** For whoever hears it. */
  offered: (n: number) => `${count(n, 'suggestion', 'suggestions')}. Up and down choose, Enter takes.`,
  preview: 'Preview',
};
