import { count } from './format.ts';

/** What waits for whoever looks, over all their rooms. */
export const waitingWords = {
  meant: 'Mentions and replies',
  unread: 'Unread rooms',
  none: 'Nothing waits for you.',
  noneText:
    'What mentions you, or replies to you, in rooms you’ve been in is found here until you’ve read it.',
  nobody: 'Tell us your name first.',
  nobodyText: 'What’s meant for you is found here once you’ve said something in a room.',
  in: (room: string) => `in ${room}`,
  replied: 'replied to you',
  mentioned: 'mentioned you',
  done: 'Done',
  doneWith: (name: string) => `Done with the message by ${name}`,
  read: 'Mark as read',
  readRoom: (room: string) => `Mark ${room} as read`,
  readAll: 'Mark all as read',
  newMessages: (n: number) =>
    n > 99 ? 'more than 99 new messages' : count(n, 'new message', 'new messages'),
};
