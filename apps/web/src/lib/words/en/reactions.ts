import { count, listed } from './format.ts';

/** How people react to a message. */
export const reactionWords = {
  react: 'React',
  another: 'React with another emoji',
  with: (emoji: string) => `React with ${emoji}`,
  takeBack: (emoji: string) => `Take ${emoji} back`,
  more: 'All emoji',
  told: (emoji: string, who: string) => `${emoji} ${who}`,
  /** Who they are: you, some by name, and how many more. */
  by(own: boolean, names: readonly string[], more: number): string {
    const people = [...(own ? ['You'] : []), ...names];
    return listed(more > 0 ? [...people, count(more, 'other', 'others')] : people);
  },
};
