import type { PersonId } from '../message.ts';

/** What a message says, as a tree. `PROTOCOL.md` describes the language, with a table of examples. */
export type Text = {
  blocks: Block[];
  /** Begun with `/me `: what its author does, to be shown behind their name. */
  isAction: boolean;
};

export type Block =
  /** Lines end in `\n`, and are shown as lines. */
  | { t: 'paragraph'; children: Inline[] }
  /** `language`: the first word behind the fence, as it was typed; empty where there is none. */
  | { t: 'fence'; language: string; text: string }
  | { t: 'quote'; children: Block[] }
  /** `start`: the first number; absent in a list without numbers. */
  | { t: 'list'; start?: number; items: Block[][] }
  /** The first row is the head, of 24 cells at most. Other rows may have fewer cells, or more. */
  | { t: 'table'; align: Align[]; rows: Inline[][][] };

export type Align = 'start' | 'center' | 'end' | undefined;

export type Inline =
  | { t: 'text'; text: string }
  | { t: 'code'; text: string }
  | { t: Wrapping; children: Inline[] }
  /** `href` begins with https://, http:// or mailto:. A link in a link there is not. */
  | { t: 'link'; href: string; children: Inline[] }
  | { t: 'mention'; id: PersonId }
  /** Everybody who is here. */
  | { t: 'here' };

export type Wrapping = 'strong' | 'emphasis' | 'strike' | 'spoiler';

/** Quotes, lists and emphasis in each other, at most. What is deeper is shown as it was typed, or without that emphasis. */
export const deepest = 8;

/** How much there was to do for the parser, in characters looked at: what a test of linear time counts. */
export const work = { steps: 0 };
