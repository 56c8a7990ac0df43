import { count } from './format.ts';

/** More are not counted. */
const most = 99;

/** How much is unread in a room. */
export const unreadWords = {
  badge: (unread: number, meant: number) =>
    `${meant > 0 ? '@' : ''}${unread > most ? `${most}+` : Math.max(unread, meant)}`,
  label: (unread: number, meant: number) =>
    [
      ...(unread > 0
        ? [
            `${unread > most ? `more than ${most} new messages` : count(unread, 'new message', 'new messages')}`,
          ]
        : []),
      ...(meant > 0 ? [`${meant} for you`] : []),
    ].join(', '),
};
