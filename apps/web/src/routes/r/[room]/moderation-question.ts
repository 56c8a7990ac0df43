import type { Changeable } from '$lib/transcript.ts';
import type { Person } from '$protocol/message.ts';

/** What is asked about somebody else's message. `back` puts the focus where it was, or beside it. */
export type ModerationQuestion = {
  what: 'remove' | 'report';
  line: Changeable;
  author: Person;
  back: () => void;
};
