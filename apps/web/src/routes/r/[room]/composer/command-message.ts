import { parseText } from '$protocol/text/parse-text.ts';
import { plainText } from '$protocol/text/plain-text.ts';
import type { CommandEffect } from './commands.ts';
import { asPlain } from './read-command.ts';

/** The message that a command says, of what was written behind it; undefined of one that does something else, or needs words. */
export function messageOf(does: CommandEffect, argument: string): string | undefined {
  if (does.is === 'says') return asPlain(`${argument} ${does.face}`.trimStart());
  if (does.is === 'hides' && argument !== '') return hidden(argument);
  return undefined;
}

/**
 * Each line by itself, since nothing is hidden across blank lines, behind the marks of its list or quote. With what stands in it as
 * markup, unless something is read together with another line then: a link begun in one and ended in the next would show its end.
 */
function hidden(text: string): string {
  const [asMarkup, asLetters] = [eachLine(text, spoilerOf), eachLine(text, spoilerOfLetters)];
  return shown(asMarkup) === shown(asLetters) ? asMarkup : asLetters;
}

function eachLine(text: string, spoiler: (words: string) => string): string {
  return text
    .split('\n')
    .map((line) => {
      const [marks = ''] = /^(?: *> ?| *(?:[-*]|\d{1,9}[.)]) {1,4})* */.exec(line) ?? [];
      const words = line.slice(marks.length).trimEnd();
      return words === '' ? line : marks + spoiler(words);
    })
    .join('\n');
}

/** With what stands in it as markup, as far as it is hidden with it. */
function spoilerOf(words: string): string {
  const written = [words, words.replace(/(?<!\\)\|/g, '\\|')].map((one) => `||${one}||`);
  return written.find(isOneSpoiler) ?? spoilerOfLetters(words);
}

const spoilerOfLetters = (words: string) => `||${words.replace(/[!-/:-@[-`{-~]/g, '\\$&')}||`;

const shown = (text: string) => plainText(parseText(text), { nameOf: () => undefined, spoiler: '█' });

function isOneSpoiler(text: string): boolean {
  const [block, ...more] = parseText(text).blocks;
  return (
    more.length === 0 &&
    block?.t === 'paragraph' &&
    block.children.length === 1 &&
    block.children[0]?.t === 'spoiler'
  );
}
