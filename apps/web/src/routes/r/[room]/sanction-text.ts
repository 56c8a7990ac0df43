import { untilOf } from '$lib/dates.ts';
import { nameOf } from '$lib/person-name.ts';
import type { Reader } from '$lib/reader.ts';
import { sanctionWords } from '$lib/words/en/sanctions.ts';
import type { Sanction } from '$protocol/rooms.ts';

/** What holds against somebody, and until when. */
export function sanctionText({ is, until }: Sanction, now: number, reader: Reader): string {
  if (until === undefined) return sanctionWords.banned;
  const when = untilOf(until, now, reader);
  return is === 'muted' ? sanctionWords.mutedUntil(when) : sanctionWords.bannedUntil(when);
}

/** Who did it, why, and whom else it concerns. */
export function sanctionWhy({ by, why, address }: Sanction): string {
  const said = sanctionWords.by(nameOf(by), why);
  return address ? `${said} ${sanctionWords.andAddress}` : said;
}
