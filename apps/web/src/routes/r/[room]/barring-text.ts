import type { Barring } from '$lib/barring.ts';
import { untilOf } from '$lib/dates.ts';
import type { Reader } from '$lib/reader.ts';
import { words } from '$lib/words/words.ts';

export function barringText(barring: Barring, now: number, reader: Reader): string {
  if (barring.is === 'muted') return words.room.muted(untilOf(barring.until, now, reader));
  if (barring.is === 'locked') return words.room.locked;
  return barring.least === 'member' ? words.room.membersWrite : words.room.moderatorsWrite;
}
