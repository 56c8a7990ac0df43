import { copyText } from '$lib/browser/copy-text.ts';
import { roomWords } from '$lib/words/en/room.ts';

const linkHere = () => new URL(location.pathname, location.href).href;

/** Hands the room's address to the phone's share sheet or the clipboard; returns what to tell the person. */
export async function shareLink(title: string): Promise<string | undefined> {
  const onAPhone = matchMedia('(pointer: coarse)').matches && 'share' in navigator;
  if (!onAPhone) return copyLink();
  try {
    await navigator.share({ title: roomWords.inviteTitle(title), url: linkHere() });
    return undefined;
  } catch (problem) {
    // They closed the share sheet, and know it.
    if (problem instanceof DOMException && problem.name === 'AbortError') return undefined;
    return roomWords.linkNotCopied;
  }
}

/** Puts the room's address on the clipboard; returns what to tell the person. */
export async function copyLink(): Promise<string> {
  return (await copyText(linkHere())) ? roomWords.linkCopied : roomWords.linkNotCopied;
}
