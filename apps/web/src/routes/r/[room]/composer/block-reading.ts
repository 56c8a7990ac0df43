import { plainStyle, type StyledWords, type WordStyle } from './html-style.ts';

/** What was pasted, as far as a text can say it. Words have no blank lines, and no blanks at the ends of their lines. */
export type HtmlBlock =
  | { is: 'words'; words: StyledWords[] }
  | { is: 'code'; language: string; text: string }
  | { is: 'quote'; blocks: HtmlBlock[] }
  | { is: 'list'; start?: number; items: HtmlBlock[][] }
  /** Rows of cells, the first of which is the head. */
  | { is: 'table'; rows: StyledWords[][][] };

/** What has been read so far, and the words that go on. */
export class BlockReading {
  readonly blocks: HtmlBlock[] = [];
  #words: StyledWords[] = [];
  /** Whether the next word begins a line. One that ends the block would not be seen. */
  #breaks = false;

  /** Blanks count as one, and as none at the beginning of a line. */
  say(text: string, style: WordStyle): void {
    const collapsed = text.replace(/[ \t\n\r\f\u00a0]+/g, ' ');
    const isAtStart = this.#breaks || /^$|[ \n]$/.test(this.#words.at(-1)?.text ?? '');
    const seen = isAtStart ? collapsed.trimStart() : collapsed;
    if (seen === '') return;
    this.#break();
    this.#words.push({ ...style, text: seen });
  }

  /** A line ends here, be there words in it or not. */
  endLine(): void {
    this.#break();
    this.#breaks = true;
  }

  /** What follows is on another line. */
  beginLine(): void {
    this.#breaks = true;
  }

  endParagraph(): void {
    const words = this.#words;
    this.#words = [];
    this.#breaks = false;
    while (words.length > 0 && words.at(-1)?.text.trim() === '') words.pop();
    const last = words.at(-1);
    if (last) last.text = last.text.trimEnd();
    if (words.length > 0) this.blocks.push({ is: 'words', words });
  }

  add(block: HtmlBlock): void {
    this.endParagraph();
    this.blocks.push(block);
  }

  #break(): void {
    if (!this.#breaks) return;
    this.#breaks = false;
    const last = this.#words.at(-1);
    if (last?.text === '\n') this.endParagraph();
    else if (last) {
      last.text = last.text.trimEnd();
      this.#words.push({ ...plainStyle, text: '\n' });
    }
  }
}
