import { words } from '$lib/words/words.ts';

/** Hands the room's address to the phone's share sheet or the clipboard; returns what to tell the person. */
export async function shareLink(title: string): Promise<string | undefined> {
  const url = new URL(location.pathname, location.href).href;
  const onAPhone = matchMedia('(pointer: coarse)').matches && 'share' in navigator;
  try {
    if (onAPhone) {
      await navigator.share({ title: words.room.inviteTitle(title), url });
      return undefined;
    }
    await navigator.clipboard.writeText(url);
    return words.room.linkCopied;
  } catch (problem) {
    // They closed the share sheet, and know it.
    if (problem instanceof DOMException && problem.name === 'AbortError') return undefined;
    return words.room.linkNotCopied;
  }
}
