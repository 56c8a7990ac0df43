import { inlineOf } from '$protocol/text/mentions.ts';
import { parseText } from '$protocol/text/parse-text.ts';
import type { Block, Wrapping } from '$protocol/text/text.ts';

/**
 * How a text is read: its words without markup, and how many pieces of them are emphasised in this way. Marks that were put
 * around words are read as marks when the words are the same, and the pieces are more.
 */
export function asRead(text: string, kind: Wrapping): { words: string; pieces: number } {
  let words = '';
  let pieces = 0;
  for (const one of inlineOf(parseText(text).blocks)) {
    if (one.t === kind) pieces += 1;
    if (one.t === 'text' || one.t === 'code') words += one.text;
  }
  return { words, pieces };
}

/** Stands for what is written at a place. No person types it. */
const placeholder = '\ue000';

/**
 * What is read around a place in a text: in which sort of block and in how many quotes it stands, whether in a span of code, and
 * what stands before it on its line, without the marks that are read as such.
 */
export type PlaceInText = {
  is: 'paragraph' | 'fence' | 'table';
  quotes: number;
  isCode: boolean;
  before: string;
  /** Whether nothing else is in that fence, or in that span of code. */
  isAlone: boolean;
};

/** The place between what stands before and what stands behind it; undefined where it is in no words, as in a link's address. */
export function placeBetween(before: string, behind: string): PlaceInText | undefined {
  return placeIn(parseText(before + placeholder + behind).blocks, 0);
}

/** Whether what is written here is code, which knows no marks. */
export function isInCode(text: string, at: number): boolean {
  const place = placeBetween(text.slice(0, at), text.slice(at));
  return place !== undefined && (place.isCode || place.is === 'fence');
}

function placeIn(blocks: readonly Block[], quotes: number): PlaceInText | undefined {
  for (const block of blocks) {
    const found = placeInBlock(block, quotes);
    if (found) return found;
  }
  return undefined;
}

function placeInBlock(block: Block, quotes: number): PlaceInText | undefined {
  if (block.t === 'quote') return placeIn(block.children, quotes + 1);
  if (block.t === 'list') return placeIn(block.items.flat(), quotes);
  const pieces = block.t === 'fence' ? [block] : [...inlineOf([block])];
  let line = '';
  for (const piece of pieces) {
    if (!('text' in piece)) continue;
    const at = piece.text.indexOf(placeholder);
    if (at === -1) line = (line + piece.text).slice((line + piece.text).lastIndexOf('\n') + 1);
    else {
      const before = line + piece.text.slice(0, at);
      return {
        is: block.t,
        quotes,
        isCode: piece.t === 'code',
        before: before.slice(before.lastIndexOf('\n') + 1),
        isAlone: piece.text === placeholder,
      };
    }
  }
  return undefined;
}
