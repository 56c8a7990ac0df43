import { type SkinTone, skinTones, withoutTone } from './skin-tone.ts';

// What lies here goes when somebody signs out: see browser/leaving.ts.
const recentKey = 'lull/emoji';
const toneKey = 'lull/skin-tone';
const mostRecent = 24;

/** The emoji that were used last in this browser, the newest first, without their tones. None where nothing can be stored. */
export function recentEmoji(): string[] {
  return stored(recentKey)?.split(' ').slice(0, mostRecent) ?? [];
}

/** To be called when somebody has chosen an emoji, in the picker or by its shortcode. */
export function noteUsed(emoji: string): void {
  const used = withoutTone(emoji);
  const others = recentEmoji().filter((one) => one !== used);
  store(recentKey, [used, ...others].slice(0, mostRecent).join(' '));
}

/** The skin tone that was chosen in this browser. */
export function skinTone(): SkinTone {
  const tone = stored(toneKey);
  return skinTones.find((one) => `${one}` === tone) ?? 0;
}

export function keepSkinTone(tone: SkinTone): void {
  store(toneKey, `${tone}`);
}

function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) || undefined;
  } catch {
    return undefined;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it is not known the next time.
  }
}
