const base = '(?:\\p{Emoji_Presentation}|\\p{Emoji}\\ufe0f|\\p{Emoji}\\p{Emoji_Modifier})';
const tail = '\\p{Emoji_Modifier}?(?:[\\u{e0020}-\\u{e007e}]+\\u{e007f})?';
const one = `(?:\\p{Regional_Indicator}{2}|[0-9#*]\\ufe0f?\\u20e3|${base}${tail}(?:\\u200d(?:${base}|\\p{Emoji})${tail}){0,9})`;
const alone = new RegExp(`^(?:${one}\\s*){1,8}$`, 'u');

/** Whether a message is a few emoji and nothing else, which are shown large then. */
export function isEmojiAlone(source: string): boolean {
  return source.length <= 160 && alone.test(source);
}
