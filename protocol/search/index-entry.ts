import type { Message, PersonId } from '../message.ts';
import { inlineOf } from '../text/mentions.ts';
import { parseText } from '../text/parse-text.ts';
import type { Block, Inline } from '../text/text.ts';
import { tokensOf } from './tokens.ts';

/**
 * Tokens for what is true of a message and stands not in its words. They begin with a character that no word has, so that nobody
 * can type them.
 */
export const linkToken = '\ue001';
export const fileToken = '\ue002';
export const threadToken = '\ue003';
/** Who said it. Ids differ in capitals, and tokens do not. */
export const authorToken = (id: PersonId): string =>
  `\ue000${id.replace(/[^a-z0-9]/g, (character) => `\ue010${character.charCodeAt(0)}\ue010`)}`;

/** What a message is found by: who said it, where, what there is in it, and its words as they are read, those of spoilers too. */
export function indexEntry({
  text,
  by,
  inThread,
}: Pick<Message, 'text' | 'inThread'> & { by: { id: PersonId } }): string[] {
  const { words, links } = read(text);
  return [
    authorToken(by.id),
    ...(inThread === undefined ? [] : [threadToken]),
    ...(links.length > 0 ? [linkToken] : []),
    ...tokensOf(words),
    // Of an address that stands there as it is, the words are there already.
    ...links.filter((href) => !words.includes(href)).flatMap((href) => tokensOf(href)),
  ];
}

/** Most texts have no markup and no address, and are read as they stand. */
const plain = /^(?:[\p{L}\p{M}\p{N}\p{Zs} ,;!?'’“”"…。、，！？()]|\.(?= |$)|:(?= ))*$/u;

function read(text: string): { words: string; links: string[] } {
  if (plain.test(text)) return { words: text, links: [] };
  const { blocks } = parseText(text);
  const links = [...inlineOf(blocks)].flatMap((one) => (one.t === 'link' ? [one.href] : []));
  return { words: wordsOf(blocks), links };
}

const wordsOf = (blocks: readonly Block[]): string => blocks.map(wordsOfBlock).join('\n');

function wordsOfBlock(block: Block): string {
  switch (block.t) {
    case 'paragraph':
      return inlineWords(block.children);
    case 'fence':
      return block.text;
    case 'quote':
      return wordsOf(block.children);
    case 'list':
      return block.items.map(wordsOf).join('\n');
    case 'table':
      return block.rows.map((row) => row.map(inlineWords).join('\n')).join('\n');
  }
}

function inlineWords(children: readonly Inline[]): string {
  return children
    .map((one) => {
      if ('children' in one) return inlineWords(one.children);
      // Whom somebody mentions is called otherwise tomorrow.
      return one.t === 'text' || one.t === 'code' ? one.text : ' ';
    })
    .join('');
}
