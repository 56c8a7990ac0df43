import { count } from './format.ts';

/** Where an invite leads. */
export const joinWords = {
  title: 'You were asked in · Lull',
  heading: (by: string, room: string) => `${by} asked you in to ${room}.`,
  here: (n: number) => (n === 0 ? 'Nobody is here now.' : `${count(n, 'person is', 'people are')} here now.`),
  needName: 'All you need is a name.',
  goingBy: (name: string) => `You go by ${name} here.`,
  looking: 'Looking where this link leads',
  pasteHeading: 'Were you sent a link?',
  pasteText: 'Paste it here, all of it.',
  paste: 'The link you were sent',
  open: 'Open it',
  over: 'This link has stopped working.',
  overText: 'Ask whoever sent it for a new one.',
};
