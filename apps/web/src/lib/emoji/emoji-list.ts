import { type SkinTone, withoutTone, withTone } from './skin-tone.ts';
import { recentEmoji, skinTone } from './used-emoji.ts';

/** `shortcode`: without colons; the one that was found, or the best known. `label`: what it shows, in words. */
export type FoundEmoji = { emoji: string; shortcode: string; label: string };

/** A kind of emoji, by Unicode's name: `food-drink`. */
export type EmojiGroup = { name: string; emoji: FoundEmoji[] };

type Entry = {
  emoji: string;
  takesTone: boolean;
  shortcodes: string[];
  label: string;
  /** All by which it can be found, in small letters. */
  words: string[];
  group: string;
};

/** How well an entry fits what is looked for. */
const fits = { asNamed: 0, byShortcode: 1, byWords: 2 };

/** Emoji to be found by shortcodes and words, in the order of Unicode, and in the skin tone that was chosen. */
export class EmojiList {
  readonly #entries: readonly Entry[];
  readonly #named = new Map<string, Entry>();
  readonly #bare = new Map<string, Entry>();

  /** @param text as `apps/web/emoji-data.ts` writes it */
  constructor(text: string) {
    this.#entries = text.split('\n\n').flatMap(entriesOf);
    for (const entry of this.#entries) {
      this.#bare.set(withoutTone(entry.emoji), entry);
      for (const shortcode of entry.shortcodes) {
        if (!this.#named.has(shortcode)) this.#named.set(shortcode, entry);
      }
    }
  }

  /**
   * Those whose shortcode begins with what is looked for, and then those of which every word of it begins a word; in both
   * those that were used last come first. Without a word, those that were used last.
   */
  find(query: string, limit: number, tone = skinTone()): FoundEmoji[] {
    const shortcode = query.trim().toLowerCase().replaceAll(/\s+/g, '_');
    if (shortcode === '') return this.recent(tone).slice(0, limit);
    const words = wordsOf(shortcode);
    const recency = new Map(recentEmoji().map((emoji, at) => [this.#bare.get(emoji), at]));
    return this.#entries
      .flatMap((entry) => {
        const fit = fitOf(entry, shortcode, words);
        return fit === undefined ? [] : [{ entry, fit, at: recency.get(entry) ?? Number.POSITIVE_INFINITY }];
      })
      .sort((a, b) => a.fit - b.fit || (a.at === b.at ? 0 : a.at - b.at))
      .slice(0, limit)
      .map(({ entry }) => found(entry, tone, shortcode));
  }

  /** The emoji of a shortcode, without colons. */
  named(shortcode: string, tone = skinTone()): string | undefined {
    const entry = this.#named.get(shortcode.toLowerCase());
    return entry && found(entry, tone).emoji;
  }

  /** Those that were used last in this browser, the newest first. */
  recent(tone = skinTone()): FoundEmoji[] {
    return recentEmoji().flatMap((emoji) => {
      const entry = this.#bare.get(emoji);
      return entry ? [found(entry, tone)] : [];
    });
  }

  /** All of them by their kind. */
  groups(tone = skinTone()): EmojiGroup[] {
    const groups = Map.groupBy(this.#entries, ({ group }) => group);
    return [...groups].map(([name, entries]) => ({
      name,
      emoji: entries.map((entry) => found(entry, tone)),
    }));
  }
}

function entriesOf(paragraph: string): Entry[] {
  const [group = '', ...lines] = paragraph.split('\n');
  return lines.map((line) => {
    const [emoji = '', written = '', label = '', more = ''] = line.split('\t');
    const shortcodes = written.split(' ');
    return {
      emoji: emoji.replace('~', ''),
      takesTone: emoji.endsWith('~'),
      shortcodes,
      label: label || (shortcodes.at(-1) ?? '').replaceAll('_', ' '),
      words: wordsOf(`${label} ${written} ${more}`),
      group,
    };
  });
}

function wordsOf(text: string): string[] {
  return [...new Set(text.toLowerCase().split(/[\s_:,’“”().-]+/))].filter((word) => word !== '');
}

function fitOf({ shortcodes, words }: Entry, shortcode: string, wanted: string[]): number | undefined {
  if (shortcodes.includes(shortcode)) return fits.asNamed;
  if (shortcodes.some((one) => one.startsWith(shortcode))) return fits.byShortcode;
  const isFound = wanted.length > 0 && wanted.every((word) => words.some((one) => one.startsWith(word)));
  return isFound ? fits.byWords : undefined;
}

function found({ emoji, takesTone, shortcodes, label }: Entry, tone: SkinTone, wanted?: string): FoundEmoji {
  const shortcode =
    shortcodes.find((one) => wanted !== undefined && one.startsWith(wanted)) ?? shortcodes[0] ?? '';
  return { emoji: takesTone ? withTone(emoji, tone) : emoji, shortcode, label };
}
