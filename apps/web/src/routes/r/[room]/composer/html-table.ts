import type { HtmlBlock } from './block-reading.ts';
import { type HtmlNode, nameOfNode } from './html-node.ts';
import { plainStyle, type StyledWords } from './html-style.ts';

// As many as the parser takes for columns.
const mostColumns = 24;
/** More cells than letters in a message make no table, and a sheet of blanks would be written out. */
const mostCells = 4_000;

/**
 * The cells of a table, each in one line, every row with as many; undefined of one that a text cannot show as a table: with lists,
 * code or tables in it, with a single row or column, or with very many columns. Those are mostly there for how a page looks.
 *
 * @param read the blocks in a cell
 */
export function tableIn(
  table: HtmlNode,
  read: (cell: HtmlNode) => HtmlBlock[],
): StyledWords[][][] | undefined {
  if (holdsBlocks(table)) return undefined;
  const rows = rowsIn(table).map((row) => childrenOf(row, ['td', 'th']));
  const columns = Math.max(0, ...rows.map(({ length }) => length).slice(0, 1_000));
  const isTable = rows.length >= 2 && columns >= 2 && columns <= mostColumns;
  if (!isTable || rows.length * columns > mostCells) return undefined;
  return rows.map((cells) =>
    Array.from({ length: columns }, (_, i) => {
      const cell = cells[i];
      return cell ? inOneLine(read(cell)) : [];
    }),
  );
}

/** Stops at the first of them, so that no node is looked at for more than the innermost table around it. */
function holdsBlocks(table: HtmlNode): boolean {
  const rest = Array.from(table.childNodes);
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (/^(?:table|pre|ul|ol|menu|blockquote)$/.test(nameOfNode(node))) return true;
    for (let i = 0; i < node.childNodes.length; i += 1) rest.push(node.childNodes[i] as HtmlNode);
  }
  return false;
}

function rowsIn(table: HtmlNode): HtmlNode[] {
  const parts = childrenOf(table, ['thead', 'tbody', 'tfoot', 'tr']);
  return parts.flatMap((part) => (nameOfNode(part) === 'tr' ? [part] : childrenOf(part, ['tr'])));
}

const childrenOf = (node: HtmlNode, names: readonly string[]) =>
  Array.from(node.childNodes).filter((child) => names.includes(nameOfNode(child)));

function inOneLine(blocks: readonly HtmlBlock[]): StyledWords[] {
  const line: StyledWords[] = [];
  for (const block of blocks) {
    if (block.is !== 'words') continue;
    if (line.length > 0) line.push({ ...plainStyle, text: ' ' });
    // A bar in code ends the cell all the same, and a backslash before it would be seen.
    for (const one of block.words)
      line.push({
        ...one,
        text: one.text.replaceAll('\n', ' '),
        code: one.text.includes('|') ? 0 : one.code,
      });
  }
  return line;
}
