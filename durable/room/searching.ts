import { limits } from '../../protocol/limits.ts';
import type { Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import { authorToken, fileToken, linkToken, threadToken } from '../../protocol/search/index-entry.ts';
import type { SearchQuery } from '../../protocol/search/query.ts';
import { type Phrase, phraseOf } from '../../protocol/search/tokens.ts';
import type { History, SearchTerms } from './history.ts';
import { skeletonOf } from './names.ts';
import type { People } from './store.ts';

/** A page of what was found, the newest first. `more`: before which place the next one is to be asked for. */
export type Found = { found: Message[]; more?: Seq };

/** Looks for messages. All that is looked for has to be in a message. */
export function searched(
  history: History,
  people: Pick<People, 'keepersOf'>,
  query: SearchQuery,
  { you, before }: { you?: Person | undefined; before?: Seq | undefined },
): Found {
  const terms = termsOf(history, people, query, you);
  if (!terms) return { found: [] };
  const upTo = before === undefined ? terms.before : Math.min(terms.before, before);
  const found = history.search({ ...terms, before: upTo }, limits.foundMessages + 1);
  const page = found.slice(0, limits.foundMessages);
  const last = page.at(-1);
  return { found: page, ...(found.length > page.length && last && { more: last.seq }) };
}

/** Undefined where nothing can be found: a word has nothing to look for in it, or nobody here is called that. */
function termsOf(
  history: History,
  people: Pick<People, 'keepersOf'>,
  { words, from, has = [], inThread, since, until }: SearchQuery,
  you: Person | undefined,
): SearchTerms | undefined {
  const phrases = words.map(({ text, isExact }) => phraseOf(text, isExact));
  const authors = from === undefined ? undefined : authorsNamed(people, from, you);
  if (phrases.includes(undefined) || authors?.length === 0) return undefined;
  const ids = authors?.map((id) => only(authorToken(id)));
  return {
    all: [
      ...phrases.flatMap((phrase) => (phrase ? [[phrase]] : [])),
      ...(ids ? [ids] : []),
      ...has.map((what) => [only(what === 'link' ? linkToken : fileToken)]),
      ...(inThread ? [[only(threadToken)]] : []),
    ],
    after: since === undefined ? 0 : history.firstSince(since) - 1,
    before: until === undefined ? history.head() + 1 : history.firstSince(until),
  };
}

const only = (token: string): Phrase => ({ tokens: [token], isBeginning: false });

/** `me` is whoever asks, unless somebody is called that. */
function authorsNamed(people: Pick<People, 'keepersOf'>, name: string, you: Person | undefined): PersonId[] {
  const named = people.keepersOf(skeletonOf(name), 0);
  return named.length === 0 && name.toLowerCase() === 'me' && you ? [you.id] : named;
}
