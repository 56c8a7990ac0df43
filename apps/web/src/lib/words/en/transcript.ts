import { count, someOf } from './format.ts';

/** A room’s transcript, and what is read out of it. */
export const transcriptWords = {
  messages: (room: string) => `Messages in ${room}`,
  asleepFor: (how: string) => `Asleep for ${how}`,
  today: 'Today',
  earlier: 'Earlier messages',
  between: 'Messages between',
  fetching: 'Fetching the words before',
  firstOne: 'You’re the first one in.',
  firstOneText: 'Say hello, or send the link to someone who’d like to be here.',
  firstOnePrivate: 'Say hello. Whoever you ask in finds it here.',
  nothingYet: 'Nobody has said anything here yet.',
  nothingYetText: 'All you need is a name.',
  begins: 'This is where it begins.',
  comeIn: {
    listed: 'Everyone may come in. The lobby leads here.',
    unlisted: 'Whoever has the link may come in.',
    private: 'Only members may come in.',
  },
  owns: (name: string) => `${name} owns the room.`,
  youOwn: 'You own it.',
  copyLink: 'Copy the link',
  arrived: (names: readonly string[]) => `${someOf(names)} came in`,
  left: (names: readonly string[]) => `${someOf(names)} left`,
  /** Either may be nobody. */
  moved(came: readonly string[], left: readonly string[]): string {
    const told = [
      ...(came.length > 0 ? [transcriptWords.arrived(came)] : []),
      ...(left.length > 0 ? [transcriptWords.left(left)] : []),
    ];
    return told.join('. ');
  },
  latest: 'Latest',
  /** Above what was not read when a room was opened. */
  unread: 'New',
  newMessages: (n: number) => count(n, 'new message', 'new messages'),
  spoken: (name: string, text: string) => `${name}: ${text}`,
};
