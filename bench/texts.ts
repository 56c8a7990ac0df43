/** So many words people here know. */
const knownWords = 4_000;
const knownChineseWords = 1_500;

const commonWords =
  'the to and you that it is in of for this have but not with they what can there just was on are so we do be at if my one all like about would know get think when time out now how from then some up good more has see here them who'.split(
    ' ',
  );
const beginnings = 'b bl c ch d dr f g gr h j k l m n p pr r s sh st t th tr v w'.split(' ');
const middles = 'a e i o u ai ea ee ou'.split(' ');
const ends = 'b ck d l m n nd ng p r rt s st t'.split(' ');

const commonChineseWords =
  '今天 我们 你们 他们 什么 没有 可以 现在 时间 天气 朋友 喜欢 知道 觉得 因为 所以 但是 如果 明天 工作'.split(
    ' ',
  );
const chineseLetters = [
  ...'的一是不了人在有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实',
];

/**
 * What people could have said: the same each time. A few words make up most of it, as in any language (Zipf's law). One text in ten is
 * Chinese, one in twenty has a link.
 */
export class Texts {
  readonly #random = new Chance(7);
  /** The common ones first. */
  readonly words = this.#distinct(commonWords, knownWords, () => this.#newWord());
  readonly chineseWords = this.#distinct(
    commonChineseWords,
    knownChineseWords,
    () => this.#random.pick(chineseLetters) + this.#random.pick(chineseLetters),
  );
  readonly #words = new Frequent(this.words);
  readonly #chineseWords = new Frequent(this.chineseWords);

  /** Something of 3 to 30 words. */
  next(): string {
    if (this.#random.next() < 0.1) return this.#chinese();
    const words = Array.from({ length: this.#length() }, () => this.word());
    if (this.#random.next() < 0.05) words.push(`https://example.org/${this.word()}/${this.word()}`);
    else words.push(`${words.pop()}${this.#random.pick(['', '', '.', '!', '?'])}`);
    return words.join(' ');
  }

  /** A word as it is used: a common one more often. */
  word(): string {
    return this.#words.pick(this.#random);
  }

  #chinese(): string {
    const words = Array.from({ length: this.#length() }, () => this.#chineseWords.pick(this.#random));
    return `${words.join('')}。`;
  }

  #length(): number {
    return 3 + Math.floor(this.#random.next() * 28);
  }

  #newWord(): string {
    const syllables = Array.from({ length: 1 + Math.floor(this.#random.next() * 3) }, () =>
      [beginnings, middles, ends].map((letters) => this.#random.pick(letters)).join(''),
    );
    return syllables.join('');
  }

  #distinct(common: readonly string[], size: number, newWord: () => string): string[] {
    const words = new Set(common);
    while (words.size < size) words.add(newWord());
    return [...words];
  }
}

/** Words of which the n-th is used in proportion to 1/n. */
class Frequent {
  readonly #words: readonly string[];
  /** For each word how often it, or one before it, is used. */
  readonly #upTo: number[] = [];

  constructor(words: readonly string[]) {
    this.#words = words;
    for (const n of words.keys()) this.#upTo.push((this.#upTo.at(-1) ?? 0) + 1 / (n + 1));
  }

  pick(random: Chance): string {
    const wanted = random.next() * (this.#upTo.at(-1) ?? 0);
    let [from, to] = [0, this.#words.length - 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#upTo[middle] ?? 0) > wanted) to = middle;
      else from = middle + 1;
    }
    return this.#words[from] ?? '';
  }
}

/** The same numbers from the same seed (xorshift, by George Marsaglia). */
class Chance {
  #state: number;

  /** @param seed is not 0 */
  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) / 2 ** 32;
  }

  pick(list: readonly string[]): string {
    return list[Math.floor(this.next() * list.length)] ?? '';
  }
}
