const base = '(?:\\p{Emoji}(?:\\ufe0f|\\p{Emoji_Modifier})|\\p{Emoji_Presentation})';
const tail = '\\p{Emoji_Modifier}?\\ufe0f?(?:[\\u{e0020}-\\u{e007e}]+\\u{e007f})?';
const joined = `${base}${tail}(?:\\u200d(?:${base}|\\p{Emoji})${tail}){0,9}`;
const emoji = `(?:\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f?\\u20e3|${joined})`;
const one = new RegExp(`${emoji}\\s*`, 'uy');
const single = new RegExp(`^${emoji}$`, 'u');
const most = 8;

/** UTF-16 code units of the longest emoji, and some to spare. */
export const emojiUnits = 32;

/**
 * Whether a message is a few emoji and nothing else, which are shown large then.
 *
 * Not one pattern for all of them: 👍🏽 is one emoji, or two, so that it would try each sequence in as many ways as the power of
 * its length.
 */
export function isEmojiAlone(source: string): boolean {
  if (source === '' || source.length > 160) return false;
  one.lastIndex = 0;
  for (let found = 0; one.lastIndex < source.length; found += 1) {
    if (found === most || !one.test(source)) return false;
  }
  return true;
}

/** Whether this is exactly one emoji, as it is seen: a flag and a family are one. */
export function isOneEmoji(source: string): boolean {
  // Half a flag is an emoji to Unicode, and a letter to whoever sees it.
  return source.length <= emojiUnits && single.test(source) && !/^\p{Regional_Indicator}$/u.test(source);
}
