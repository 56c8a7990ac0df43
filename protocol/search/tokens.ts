/**
 * What a text is found by. One way of cutting serves what is indexed, what is looked for and what is highlighted, so that they
 * always agree. A token has letters, digits and marks alone, all of them folded: no capitals, accents or vowel points.
 *
 * What is written without spaces between its words (Chinese, Japanese, Korean, Thai and others) is cut into overlapping pairs of
 * letters, with the last letter once more: whatever stands in it, of one letter or more, is then a beginning of pairs in a row.
 */

/** Raised whenever texts are cut or folded in another way: a room then makes its index anew. */
export const tokensVersion = 1;

/** Of a longer word so many letters count. */
const tokenLetters = 64;

/** Words in a row. `isBeginning`: of the last one only the beginning is known. */
export type Phrase = { tokens: string[]; isBeginning: boolean };

export function tokensOf(text: string): string[] {
  return runsOf(folded(text)).flatMap((run) => tokensIn(run));
}

/**
 * What to look for where somebody typed this: these words in a row, the last one perhaps not yet whole. Undefined where nothing of
 * it could be found. `isExact`: the last word is whole. One letter is a word of its own, since too much begins with it.
 */
export function phraseOf(typed: string, isExact = false): Phrase | undefined {
  const runs = runsOf(folded(typed));
  const last = runs.at(-1);
  if (!last) return undefined;
  const { length } = last.letters;
  const before = runs.slice(0, -1).flatMap((run) => tokensIn(run));
  const end = tokensIn(last);
  // In the middle of such words what comes next makes another pair of the last letter.
  if (last.isPaired && length > 1) end.pop();
  const isBeginning = last.isPaired ? length === 1 : !isExact && length > 1 && length < tokenLetters;
  return { tokens: [...before, ...end], isBeginning };
}

/** Without what does not make another word: capitals, compatibility forms, accents, vowel points. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(unmeant, '')
    .replace(letterPairs, (letter) => spelled[letter] ?? letter)
    .normalize('NFC');
}

/** Accents of Latin, Greek and Cyrillic; the points of Hebrew and Arabic, and the Arabic line that only stretches a word. */
const unmeant = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;

/** Letters that no normalization takes apart, as they are typed where the keyboard lacks them. */
const spelled: Record<string, string> = {
  ß: 'ss',
  ς: 'σ',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
};
const letterPairs = new RegExp(`[${Object.keys(spelled).join('')}]`, 'g');

/** A word, an emoji, or letters that are found by pairs of them; `at`: where it stands in a folded text, in UTF-16 units. */
type Run = { letters: string[]; isPaired: boolean; at: number };

const word = /[\p{L}\p{M}\p{N}]+|\p{RI}\p{RI}|\p{Extended_Pictographic}/gu;
const written =
  '\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Bopo}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const runsWithin = new RegExp(`([${written}]+)|[^${written}]+`, 'gu');

export function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  for (const { 0: whole, index } of text.matchAll(word)) {
    for (const { 0: run, 1: paired, index: within } of whole.matchAll(runsWithin)) {
      runs.push({ letters: [...run], isPaired: paired !== undefined, at: index + within });
    }
  }
  return runs;
}

export function tokensIn({ letters, isPaired }: Pick<Run, 'letters' | 'isPaired'>): string[] {
  if (!isPaired) return [letters.slice(0, tokenLetters).join('')];
  return letters.map((letter, i) => letter + (letters[i + 1] ?? ''));
}
