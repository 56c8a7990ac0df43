import { BlockReading, type HtmlBlock } from './block-reading.ts';
import {
  attributeOf,
  type HtmlNode,
  isBlock,
  isUnseen,
  nameOfNode,
  styleOf,
  textWithin,
} from './html-node.ts';
import { plainStyle, styleWithin, type WordStyle } from './html-style.ts';
import { tableIn } from './html-table.ts';

/** In so many elements one reads each by itself. What is deeper is words alone. */
const mostLevels = 200;

/** Reads the children of a node. */
export function htmlBlocks(node: HtmlNode, style: WordStyle = plainStyle, level = 0): HtmlBlock[] {
  const reading = new BlockReading();
  readChildren(node, style, level, reading);
  reading.endParagraph();
  return reading.blocks;
}

function readChildren(node: HtmlNode, style: WordStyle, level: number, reading: BlockReading): void {
  for (let i = 0; i < node.childNodes.length; i += 1)
    readNode(node.childNodes[i] as HtmlNode, style, level + 1, reading);
}

function readNode(node: HtmlNode, outer: WordStyle, level: number, reading: BlockReading): void {
  const name = nameOfNode(node);
  if (name === '#text') return reading.say(node.nodeValue ?? '', outer);
  if (isUnseen(node)) return;
  if (level > mostLevels) return reading.say(textWithin(node), outer);
  const style = styleWithin(node, outer);
  switch (name) {
    case 'br':
      return reading.endLine();
    case 'hr':
      return reading.endParagraph();
    case 'img':
      return reading.say(attributeOf(node, 'alt'), style);
    case 'pre':
      return readCode(node, reading);
    case 'blockquote':
      return readQuote(node, style, level, reading);
    case 'ul':
    case 'ol':
    case 'menu':
      return readList(node, style, level, reading);
    case 'table':
      return readTable(node, style, level, reading);
    default:
      return readOther(node, style, level, reading);
  }
}

function readOther(node: HtmlNode, style: WordStyle, level: number, reading: BlockReading): void {
  const isParagraph = /^(?:p|h[1-6])$/.test(nameOfNode(node)) && !isTight(node);
  const edge = () => {
    if (isParagraph) reading.endParagraph();
    else if (isBlock(node)) reading.beginLine();
    // Cells of a table that is shown as lines.
    else if (/^t[dh]$/.test(nameOfNode(node))) reading.say(' ', style);
  };
  edge();
  readChildren(node, style, level, reading);
  edge();
}

// Each line of Google Docs and of many letters is a paragraph, without space between two.
function isTight(node: HtmlNode): boolean {
  const margins = styleOf(node, 'margin').split(/\s+/);
  const below = styleOf(node, 'margin-bottom') || (margins[2] ?? margins[0] ?? '');
  return nameOfNode(node) === 'p' && Number.parseFloat(below) < 0.1;
}

function readCode(node: HtmlNode, reading: BlockReading): void {
  const text = textWithin(node).replace(/\r\n?/g, '\n').replace(/\n$/, '');
  if (text.trim() !== '') reading.add({ is: 'code', language: languageOf(node), text });
}

/** As the classes of highlighters say it, of a block or of the first element in it. */
export function languageOf(node: HtmlNode): string {
  const first = Array.from(node.childNodes).find(({ nodeName }) => !nodeName.startsWith('#'));
  const classes = `${attributeOf(node, 'class')} ${first ? attributeOf(first, 'class') : ''}`;
  return /(?:^|\s)lang(?:uage)?-([\w+#.-]+)/.exec(classes)?.[1] ?? '';
}

function readQuote(node: HtmlNode, style: WordStyle, level: number, reading: BlockReading): void {
  const blocks = htmlBlocks(node, style, level);
  if (blocks.length > 0) reading.add({ is: 'quote', blocks });
}

/** A list that stands in another and not in one of its items, as Google Docs has it, belongs to the item before. */
function readList(node: HtmlNode, style: WordStyle, level: number, reading: BlockReading): void {
  const items: HtmlBlock[][] = [];
  for (let i = 0; i < node.childNodes.length; i += 1) {
    const child = node.childNodes[i] as HtmlNode;
    const isItem = nameOfNode(child) === 'li';
    const blocks = htmlBlocks(
      isItem ? child : { nodeName: 'li', childNodes: [child] },
      styleWithin(child, style),
      level + 1,
    );
    const last = items.at(-1);
    if (!isItem && last) last.push(...blocks);
    else if (blocks.length > 0) items.push(blocks);
  }
  if (items.length === 0) return;
  const start = Number.parseInt(attributeOf(node, 'start') || '1', 10);
  const isNumbered = nameOfNode(node) === 'ol';
  const first = start >= 0 && start <= 1_000_000 ? start : 1;
  reading.add({ is: 'list', ...(isNumbered ? { start: first } : {}), items });
}

function readTable(node: HtmlNode, style: WordStyle, level: number, reading: BlockReading): void {
  const rows = tableIn(node, (cell) => htmlBlocks(cell, styleWithin(cell, style), level + 3));
  if (rows) reading.add({ is: 'table', rows });
  else readOther(node, style, level, reading);
}
