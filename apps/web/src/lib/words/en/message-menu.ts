/** All that can be done with a message. */
export const messageMenuWords = {
  menu: 'Message',
  thread: 'Reply in a thread',
  openThread: 'Open thread',
  copyText: 'Copy text',
  textCopied: 'Text copied.',
  copyLink: 'Copy link',
  linkCopied: 'Link copied.',
  notCopied: 'Your browser didn’t let us copy it.',
  pinDone: 'Pinned.',
  unpinDone: 'Unpinned.',
  markUnread: 'Mark unread from here',
  markedUnread: 'Unread from here, until you come back.',
  history: 'Earlier versions',
  keys: 'Keys',
  keysHeading: 'Keys in the list',
  keysText: 'Arrows lead from message to message. With the focus on one:',
  openMenu: 'All that can be done with it',
  close: 'Close',
  backToWriting: 'Back to writing',
  /** What stands on a key. */
  keyName: (key: string) => (key === 'Delete' ? 'Del' : key.toUpperCase()),
};
