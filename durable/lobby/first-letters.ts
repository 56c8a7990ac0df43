import { utf8Bytes } from '../../protocol/words.ts';

const ellipsis = '…';
const letters = new Intl.Segmenter();

/**
 * As much of these words as fits, with an ellipsis where something was left out, and never half of a letter, a flag or a family.
 *
 * @param bytes counted as JSON writes the words, in UTF-8
 */
export function firstLetters(words: string, bytes: number, most = Number.POSITIVE_INFINITY): string {
  if (words.length <= most && bytesOf(words) <= bytes) return words;
  let left = bytes - bytesOf(ellipsis);
  let kept = '';
  let count = 0;
  for (const { segment } of letters.segment(words)) {
    count += 1;
    left -= bytesOf(segment);
    if (count > most || left < 0) return kept === '' ? '' : kept.trimEnd() + ellipsis;
    kept += segment;
  }
  return kept;
}

/** As JSON writes it, without the quotes around it. */
function bytesOf(words: string): number {
  return utf8Bytes(JSON.stringify(words)) - 2;
}
