import { deepest } from '$protocol/text/text.ts';
import type { HtmlBlock } from './block-reading.ts';
import { backticksFor } from './code-edit.ts';
import type { StyledWords } from './html-style.ts';
import { type ReadingBudget, writtenWords } from './written-words.ts';

/** Blocks as they are written. Quotes and lists that stand too deep to be read as such are only what stands in them. */
export function writtenBlocks(blocks: readonly HtmlBlock[], budget: ReadingBudget, depth = 0): string {
  let text = '';
  let before: HtmlBlock | undefined;
  let mark = 0;
  for (const block of depth < deepest ? blocks : blocks.flatMap(within)) {
    // Two lists in a row would be one, but for their marks.
    mark = before?.is === 'list' && block.is === 'list' ? 1 - mark : 0;
    const written = writtenBlock(block, budget, depth, mark);
    if (written === '') continue;
    text += (before ? gap(before, block) : '') + written;
    before = block;
  }
  return text;
}

/** A list follows its sentence at once, unless it would be read as part of it. */
function gap(before: HtmlBlock, block: HtmlBlock): string {
  return before.is === 'words' && block.is === 'list' && (block.start ?? 1) === 1 ? '\n' : '\n\n';
}

function within(block: HtmlBlock): HtmlBlock[] {
  if (block.is === 'quote') return block.blocks.flatMap(within);
  return block.is === 'list' ? block.items.flat().flatMap(within) : [block];
}

function writtenBlock(block: HtmlBlock, budget: ReadingBudget, depth: number, mark: number): string {
  switch (block.is) {
    case 'words':
      return writtenWords(block.words, 'paragraph', budget);
    case 'code':
      return fence(block.text, block.language);
    case 'quote':
      return lines(writtenBlocks(block.blocks, budget, depth + 1), (line) =>
        line === '' ? '>' : `> ${line}`,
      );
    case 'list':
      return block.items
        .map((item, i) => {
          const first = block.start === undefined ? `${'-*'[mark]} ` : `${block.start + i}${'.)'[mark]} `;
          const indent = ' '.repeat(first.length);
          return lines(writtenBlocks(item, budget, depth + 1), (line, n) =>
            n === 0 ? first + line : line === '' ? '' : indent + line,
          );
        })
        .join('\n');
    case 'table':
      return writtenTable(block.rows, budget);
  }
}

/** Code between two fences that are longer than what of their kind is in it. */
export function fence(code: string, language: string): string {
  const mark = backticksFor(code, 3);
  return `${mark}${language}\n${code}\n${mark}`;
}

const lines = (text: string, change: (line: string, n: number) => string) =>
  text.split('\n').map(change).join('\n');

function writtenTable(rows: readonly StyledWords[][][], budget: ReadingBudget): string {
  const [head = '', ...body] = rows.map(
    (cells) => `| ${cells.map((cell) => writtenWords(cell, 'cell', budget)).join(' | ')} |`,
  );
  const rule = `|${' --- |'.repeat(rows[0]?.length ?? 0)}`;
  return [head, rule, ...body].join('\n');
}
