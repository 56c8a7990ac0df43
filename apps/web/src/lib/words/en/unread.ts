/** More are not counted. */
const most = 99;

/** How much is unread in a room. */
export const unreadWords = {
  badge: (unread: number, meant: number) =>
    `${meant > 0 ? '@' : ''}${unread > most ? `${most}+` : Math.max(unread, meant)}`,
  label: (unread: number, meant: number) =>
    [
      ...(unread > 0 ? [unread > most ? `more than ${most} new` : `${unread} new`] : []),
      ...(meant > 0 ? [`${meant} for you`] : []),
    ].join(', '),
};
