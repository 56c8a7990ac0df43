import { denyRoom } from '$lib/server/deny.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { SearchQuery } from '$protocol/search/query.ts';
import { phraseOf } from '$protocol/search/tokens.ts';
import type { PageServerLoad } from './$types';
import { readSearch } from './search-box.ts';
import { snippetOf } from './snippet.ts';

/** What was said in a room, by a query in the address: the page is the same with a script and without one. */
export const load: PageServerLoad = async (event) => {
  const { room } = event.params;
  const { reader } = event.locals;
  const find = event.url.searchParams.get('find') ?? '';
  const now = Date.now();
  const read = readSearch(find, { timeZone: reader.timeZone, now });
  const wrong = find.trim() !== '' && 'wrong' in read ? read.wrong : undefined;
  const shown = { room, find, now, reader, wrong };
  if ('wrong' in read) return { ...shown, results: undefined };
  const before = seqIn(event.url.searchParams.get('before'));
  const page = await roomsOf(event).search(room, authOf(event), read, before);
  if ('denied' in page) denyRoom(page, room, event);
  if ('refused' in page) errorWith(event, page, refusalWords[page.refused]);
  keepOutOfCaches(event, page.settings);
  const phrases = read.words.flatMap(
    ({ text, isExact }: SearchQuery['words'][number]) => phraseOf(text, isExact) ?? [],
  );
  const found = page.found.map((message) => {
    const { seq, by, at, inThread, also } = message;
    return {
      seq,
      by,
      at,
      snippet: snippetOf(message, phrases),
      ...(inThread !== undefined && !also && { inThread }),
    };
  });
  const { more, isPartial } = page;
  return { ...shown, results: { found, more, isPartial, isOlder: before !== undefined } };
};

function seqIn(parameter: string | null): number | undefined {
  return parameter !== null && /^\d{1,15}$/.test(parameter) ? Number(parameter) : undefined;
}
