import { mostDraftUnits } from '$lib/browser/drafts.ts';
import { htmlBlocks } from './html-blocks.ts';
import type { HtmlNode } from './html-node.ts';
import { type PastedData, pastedCode } from './pasted-code.ts';
import type { TextEdit } from './text-edits.ts';
import { writtenBlocks } from './written-blocks.ts';

/** More is a whole book, of which the browser pastes the words. */
const mostHtml = 524_288;

/**
 * What is to be written for what was pasted: code as a block, and formatted text as our markup. Undefined where the browser's own
 * paste of the plain text says the same.
 */
export function pasted(data: PastedData): string | undefined {
  // What is too long for the field is refused there.
  if (data.getData('text/plain').length > mostDraftUnits) return undefined;
  const html = data.getData('text/html');
  const body = html === '' || html.length > mostHtml ? undefined : parsed(html);
  const code = pastedCode(data, body);
  if (code !== undefined) return code;
  const text = body && markdownFrom(body);
  return text === '' || text === plainIn(data) ? undefined : text;
}

/** An address that is pasted over words makes a link of them. Undefined where it is none, or nothing is selected. */
export function addressOver(selected: string, plain: string): string | undefined {
  const address = plain.trim();
  const isAddress = /^https?:\/\/[^\s<>()[\]\\]+$/i.test(address);
  if (!isAddress || selected.trim() === '' || /[[\]\n]|^https?:/i.test(selected)) return undefined;
  const [, before = '', words = '', behind = ''] = /^(\s*)(.*?)(\s*)$/.exec(selected) ?? [];
  return `${before}[${words}](${address})${behind}`;
}

/** HTML as our markup, which is read as the same words with the same form, as far as our language has it. */
export function markdownOf(html: string): string {
  return markdownFrom(parsed(html));
}

/** Letters of what is pasted that are read anew to leave out backslashes that nothing needs: some hundredths of a second. */
const readingBudget = 400_000;

/** The same of a document that is parsed already. */
export function markdownFrom(body: HtmlNode): string {
  return writtenBlocks(htmlBlocks(body), { letters: readingBudget });
}

/**
 * Where what was pasted comes into a text: in place of the selection, and on lines of its own when it begins or ends with a block.
 * The caret is behind it then.
 */
export function pasteEdit(text: string, start: number, end: number, insert: string): TextEdit {
  const isAtStart = start === 0 || text[start - 1] === '\n';
  const isAtEnd = end === text.length || text[end] === '\n';
  const before = !isAtStart && /^(?:`{3}|> |[-*] |\d+[.)] |\| )/.test(insert) ? '\n' : '';
  const behind = !isAtEnd && /(?:^|\n)(?:[> ]*`{3,}|.*\|)$/.test(insert) ? '\n' : '';
  const caret = start + before.length + insert.length;
  return { from: start, to: end, insert: before + insert + behind, select: [caret, caret] };
}

// A document of its own, in which no script runs and nothing is loaded.
const parsed = (html: string): HtmlNode => new DOMParser().parseFromString(html, 'text/html').body;

const plainIn = (data: PastedData) => data.getData('text/plain').replace(/\r\n?/g, '\n').trim();
