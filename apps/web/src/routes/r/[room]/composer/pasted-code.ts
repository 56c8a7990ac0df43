import { languageOf } from './html-blocks.ts';
import { type HtmlNode, isUnseen, nameOfNode, styleOf, textWithin } from './html-node.ts';
import { fence } from './written-blocks.ts';

/** As much of a browser's DataTransfer as a paste takes. */
export type PastedData = { getData(type: string): string };

/**
 * What an editor copied: several lines as a block of code with its language, one as the text that it is. Undefined of what no
 * editor copied. Editors of Microsoft's kind say which they are, others copy one block of lines in a monospaced typeface.
 *
 * @param body of the HTML that was copied; undefined where there was none
 */
export function pastedCode(data: PastedData, body: HtmlNode | undefined): string | undefined {
  const editor = data.getData('vscode-editor-data');
  const block = body && codeBlockIn(body);
  if (editor === '' && !block) return undefined;
  const plain = data.getData('text/plain') || (block ? textWithin(block) : '');
  const code = plain.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
  if (code.trim() === '') return undefined;
  const language = languageIn(editor) || (block ? languageOf(block) : '');
  return code.includes('\n') ? fence(code, language) : code.trim();
}

function languageIn(editor: string): string {
  try {
    const mode: unknown = JSON.parse(editor)?.mode;
    return typeof mode === 'string' && /^[\w+#.-]+$/.test(mode) && mode !== 'plaintext' ? mode : '';
  } catch {
    return '';
  }
}

/** The one block that a page has, if its words are all in a monospaced typeface. */
function codeBlockIn(body: HtmlNode): HtmlNode | undefined {
  const seen = Array.from(body.childNodes).filter(
    (node) => !isUnseen(node) && !(node.nodeName === '#text' && (node.nodeValue ?? '').trim() === ''),
  );
  const [only, ...more] = seen;
  if (!only || more.length > 0) return undefined;
  const isMonospaced = /mono|consolas|menlo|monaco|courier|source code|fira code|cascadia/;
  const isCode =
    nameOfNode(only) === 'pre' ||
    (nameOfNode(only) === 'div' && isMonospaced.test(styleOf(only, 'font-family')));
  return isCode ? only : undefined;
}
