import { limits } from './limits.ts';

/**
 * True when a letter carries more marks than any living script puts on one, so that they run over the lines above and
 * below ("zalgo"). Only nonspacing marks stack: spacing ones, with which Burmese and the scripts of India write vowels,
 * stand beside the letter.
 */
export function hasTooManyMarks(text: string): boolean {
  return tooMany.test(text);
}

// Joiners and variation selectors are not seen, and the marks around them still stack.
const unseen = '\\p{Default_Ignorable_Code_Point}';
const between = `[\\p{Mc}\\p{Cf}${unseen}]*`;
const mark = `(?!${unseen})[\\p{Mn}\\p{Me}]`;
// Scripts that build a whole syllable of marks, each at a place of its own: pointed Hebrew, Tibetan's subjoined letters.
const syllabic = '[\\p{Script=Hebrew}\\u0f8d-\\u0fbc]';
const stacked = `(?!${syllabic})${mark}(?:${between}(?=${syllabic})${mark})*${between}`;
const tooMany = new RegExp(
  `(?:${stacked}){${limits.marksOnALetter + 1}}|(?:${mark}${between}){${limits.marksOfASyllable + 1}}`,
  'u',
);
