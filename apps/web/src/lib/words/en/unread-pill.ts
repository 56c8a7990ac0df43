import { count, number } from './format.ts';

/** Over a list in which something was not read that is not in sight. */
export const unreadPillWords = {
  toFirst: (n: number) =>
    `${n >= 100 ? `${number(n)} or more new messages` : count(n, 'new message', 'new messages')}: go to the first`,
  markRead: 'Mark as read',
};
