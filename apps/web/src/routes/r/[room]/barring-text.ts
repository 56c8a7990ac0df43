import type { Barring } from '$lib/barring.ts';
import { untilOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { composerWords } from '$lib/words/en/composer.ts';

export function barringText(barring: Barring, now: number, reader: Reader): string {
  if (barring.is === 'muted') return composerWords.muted(untilOf(barring.until, now, reader));
  if (barring.is === 'locked') return composerWords.locked;
  return barring.least === 'member' ? composerWords.membersWrite : composerWords.moderatorsWrite;
}
