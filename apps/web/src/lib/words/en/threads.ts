import { count } from './format.ts';

/** What stands of threads in a room's list, and in a thread's own. */
export const threadWords = {
  heading: 'Thread',
  messages: 'Messages in the thread',
  replies: (n: number) => count(n, 'reply', 'replies'),
  none: 'No replies yet',
  last: (when: string) => `last ${when}`,
  done: 'Done',
  placeholder: 'Answer here',
  field: 'Your answer in the thread',
  openOnes: 'Open threads',
  spoken: (said: string) => `In a thread, ${said}`,
  /** Above a message in the room's list that was said in a thread. */
  in: 'in a thread',
  inOf: (name: string, text: string) => `In the thread of ${name}: ${text}`,
};
