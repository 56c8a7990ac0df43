/** The page of an error, as far as the browser may have to make it by itself. */
export const errorWords = {
  noSuchPage: 'There is nothing at this address.',
  fault: 'Something broke on our side. What was said is safe.',
  offlinePage: 'You’re offline, and this page isn’t here yet.',
  offlinePageHint: 'What you wrote is kept, and sends when you’re back in its room.',
  closedBy: (why: string) => `A moderator wrote: “${why}”.`,
  makeRoom: 'Make this room',
  otherRooms: 'See other rooms',
};
