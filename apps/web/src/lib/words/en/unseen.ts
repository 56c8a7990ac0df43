import { number } from './format.ts';

/** The title of a page that nobody looks at. Browsers cut it at its end, so what is new comes first. */
export const unseenWords = {
  said: (n: number, title: string) => `(${number(n)}) ${title}`,
  mentioned: (n: number, title: string) => `@ (${number(n)}) ${title}`,
};
