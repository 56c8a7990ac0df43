/** None, and then from the lightest to the darkest. */
export const skinTones = [0, 1, 2, 3, 4, 5] as const;
export type SkinTone = (typeof skinTones)[number];

const lightest = 0x1f3fb;
const handshake = '\u{1f91d}';

/** An emoji that takes a skin tone, in that tone. Of several people all have it; of two who hold hands their hands have none. */
export function withTone(emoji: string, tone: SkinTone): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(lightest + tone - 1);
  return emoji.replace(/(\p{Emoji_Modifier_Base})\ufe0f?/gu, (all, base: string, at: number) =>
    base === handshake && at > 0 ? all : base + modifier,
  );
}

/** What is the same of an emoji in all tones, however it was written. */
export function withoutTone(emoji: string): string {
  return emoji.replace(/\p{Emoji_Modifier}|\ufe0f/gu, '');
}
