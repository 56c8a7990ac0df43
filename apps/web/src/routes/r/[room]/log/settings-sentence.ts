import { words } from '$lib/words/words.ts';
import type { Settings } from '$protocol/settings.ts';

type Details = Record<string, string | number | boolean>;

/** What somebody changed about a room: called the room “Bench” and locked the room. */
export function settingsSentence(details: Details): string {
  const { audit, spanOf } = words;
  const { title, topic, visibility, posting, inviting, locked, slowS } = details as Partial<Settings>;
  const parts = [
    title !== undefined && audit.title(title),
    topic !== undefined && audit.topic(topic),
    visibility !== undefined && audit.visibility[visibility],
    posting !== undefined && audit.posting[posting],
    inviting !== undefined && audit.inviting[inviting],
    locked !== undefined && audit.locked(locked),
    slowS !== undefined && (slowS === 0 ? audit.slowOff : audit.slow(spanOf(slowS))),
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? audit.list(parts) : audit.settingsChanged;
}
