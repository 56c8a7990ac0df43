import type { PersonId } from '../message.ts';
import type { Block, Inline, Text } from './text.ts';

/** What a plain text says for what it cannot show. */
export type PlainWords = {
  /** What somebody is called; undefined for whoever is not known. */
  nameOf: (id: PersonId) => string | undefined;
  /** In place of what somebody may not want to know yet. */
  spoiler: string;
};

/** A message without its markup, for titles, notifications, snippets and whoever hears it. A line each for what has lines. */
export function plainText({ blocks }: Text, words: PlainWords): string {
  return blocks.map((block) => plainBlock(block, words)).join('\n');
}

function plainBlock(block: Block, words: PlainWords): string {
  switch (block.t) {
    case 'paragraph':
      return plainInline(block.children, words);
    case 'fence':
      return block.text;
    case 'quote':
      return block.children.map((one) => plainBlock(one, words)).join('\n');
    case 'list':
      return block.items
        .map((item, i) => {
          const mark = block.start === undefined ? '•' : `${block.start + i}.`;
          return `${mark} ${item.map((one) => plainBlock(one, words)).join('\n')}`;
        })
        .join('\n');
    case 'table':
      return block.rows.map((row) => row.map((cell) => plainInline(cell, words)).join(', ')).join('\n');
  }
}

export function plainInline(children: readonly Inline[], words: PlainWords): string {
  return children
    .map((one) => {
      switch (one.t) {
        case 'text':
        case 'code':
          return one.text;
        case 'mention':
          return mentionName(one.id, words.nameOf);
        case 'here':
          return '@here';
        case 'spoiler':
          return words.spoiler;
        default:
          return plainInline(one.children, words);
      }
    })
    .join('');
}

/** How a mention reads. Of somebody whom nobody here knows it stays as it was typed. */
function mentionName(id: PersonId, nameOf: PlainWords['nameOf']): string {
  const name = nameOf(id);
  return name === undefined ? `<@${id}>` : `@${name}`;
}
