import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';
import { withTone } from './src/lib/emoji/skin-tone.ts';

/** By which the list of emoji is imported. */
const name = 'virtual:emoji-data';

/** What many devices do not draw yet is not offered: each would see a box. */
const newestVersion = 15.1;

/** Skin tones, hair, and the letters that flags are made of. */
const componentsGroup = 2;

type Emoji = {
  hexcode: string;
  emoji: string;
  label: string;
  order: number;
  version: number;
  tags?: string[];
  group?: number;
  skins?: { emoji: string }[];
};

/**
 * The list of emoji, made of emojibase-data while the pages are built: what a browser needs of it, and for the server nothing.
 * @param isForServer the bundle is one that asks for no emoji
 */
export function emojiData({ isForServer = false } = {}): Plugin {
  return {
    name: 'lull-emoji-data',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      return `export default ${JSON.stringify(isForServer ? '' : emojiText('en'))};`;
    },
  };
}

/**
 * A group in each paragraph: its name in the first line, and then an emoji in each line, with its shortcodes, its label and
 * further words by which it is looked for, between tabs. A `~` behind an emoji says that it takes a skin tone. Where there is no
 * label, the last shortcode says the same.
 * Shortcodes are GitHub's, by which most people know them, and then emojibase's.
 */
function emojiText(language: string): string {
  const emoji: Emoji[] = read(`${language}/data.json`);
  const shortcodes = ['github', 'emojibase'].map((set): Record<string, string | string[]> => {
    return read(`${language}/shortcodes/${set}.json`);
  });
  const { groups }: { groups: { key: string; order: number }[] } = read(`${language}/messages.json`);
  const offered = emoji
    .filter(({ group, version }) => group !== undefined && version <= newestVersion)
    .toSorted((a, b) => a.order - b.order);
  return groups
    .filter(({ order }) => order !== componentsGroup)
    .map(({ key, order }) => {
      const lines = offered
        .filter(({ group }) => group === order)
        .map((one) => lineOf(one, [...new Set(shortcodes.flatMap((set) => set[one.hexcode] ?? []))]));
      return [key, ...lines].join('\n');
    })
    .join('\n\n');
}

function lineOf({ emoji, label, tags = [], skins = [] }: Emoji, shortcodes: string[]): string {
  const plain = withoutSelectors(emoji);
  const takesTone = skins.some((skin) => withoutSelectors(skin.emoji) === withTone(plain, 1));
  const known = new Set(`${label} ${shortcodes.join(' ')}`.toLowerCase().split(/[\s_:,-]+/));
  const words = tags.filter((tag) => !known.has(tag.toLowerCase()));
  const isSaid = label === shortcodes.at(-1)?.replaceAll('_', ' ');
  const parts = [plain + (takesTone ? '~' : ''), shortcodes.join(' '), isSaid ? '' : label, words.join(' ')];
  return parts.join('\t');
}

/** Without what asks for an emoji's picture where it has nothing else. */
function withoutSelectors(emoji: string): string {
  return emoji.replace(/(\p{Emoji_Presentation})\ufe0f/gu, '$1');
}

function read(file: string) {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`emojibase-data/${file}`), 'utf8'));
}
