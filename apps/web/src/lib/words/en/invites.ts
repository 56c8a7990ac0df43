import { number } from './format.ts';

/** Invites: among a room’s settings, and in the window that makes one. */
export const inviteWords = {
  heading: 'Invites',
  text: 'Whoever comes by an invite is a member from then on.',
  dialogText: (room: string) => `Anyone with this link can step in to ${room} with just a name.`,
  link: 'Invite link',
  copy: 'Copy',
  copied: 'Link copied.',
  notCopied: 'The link is in the field above. Copy it from there.',
  making: 'Making a link',
  works: 'The link works',
  worksFor: { 86400: 'for a day', 604800: 'for a week', 0: 'until closed' },
  uses: 'It takes in',
  usesFor: { 1: 'one person', 0: 'as many as come' },
  make: 'Make a link',
  makeNew: 'Make a new link',
  once: 'This is shown once. Copy it now.',
  none: 'No invite is open.',
  by: (name: string) => `By ${name}`,
  used: (n: number) => (n === 0 ? 'not used yet' : `used ${n === 1 ? 'once' : `${number(n)} times`}`),
  usesLeft: (n: number) => `${number(n)} left`,
  until: (when: string) => `works until ${when}`,
  untilClosed: 'works until closed',
  close: 'Close',
  closed: 'That link works no more.',
};
