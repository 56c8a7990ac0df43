/** What people are called who have no name any more. */
export const personWords = {
  someoneWhoLeft: 'someone who left',
  someoneWhoLeftAtStart: 'Someone who left',
};
