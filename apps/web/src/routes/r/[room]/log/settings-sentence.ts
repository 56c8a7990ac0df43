import { logWords } from '$lib/words/en/log.ts';
import { spanOf } from '$lib/words/en/span.ts';
import type { Settings } from '$protocol/settings.ts';

type Details = Record<string, string | number | boolean>;

/** What somebody changed about a room: called the room “Bench” and locked the room. */
export function settingsSentence(details: Details): string {
  const { title, topic, visibility, posting, inviting, pinning, threads, locked, slowS } =
    details as Partial<Settings>;
  const parts = [
    title !== undefined && logWords.title(title),
    topic !== undefined && logWords.topic(topic),
    visibility !== undefined && logWords.visibility[visibility],
    posting !== undefined && logWords.posting[posting],
    inviting !== undefined && logWords.inviting[inviting],
    pinning !== undefined && logWords.pinning[pinning],
    threads !== undefined && logWords.threads(threads),
    locked !== undefined && logWords.locked(locked),
    slowS !== undefined && (slowS === 0 ? logWords.slowOff : logWords.slow(spanOf(slowS))),
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? logWords.list(parts) : logWords.settingsChanged;
}
