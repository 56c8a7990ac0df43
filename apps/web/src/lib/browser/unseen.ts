import type { News } from '$client/chat.ts';
import { unseenWords } from '$lib/words/en/unseen.ts';
import type { Message, PersonId, Seq } from '$protocol/message.ts';
import { mentionedInSource } from '$protocol/text/mentions.ts';
import { chime } from './chime.ts';
import { wantsSound } from './sound.ts';

/** What is watched: the room of this page. */
type Watched = {
  you: { id: PersonId } | undefined;
  quoted(seq: Seq): Message | undefined;
  onNews(listener: (news: News) => void): () => void;
};
type Options = {
  /** Whether only what is meant for whoever sits here is to be told. */
  isMuted?: () => boolean;
  /** The page, and what is heard: others in tests. */
  page?: Page;
  ring?: () => void;
};
type Page = Pick<Document, 'title' | 'visibilityState' | 'addEventListener'>;

/** Of many mentions at once one is heard. */
const betweenSoundsMs = 2_000;

/**
 * While nobody sees this tab, its title tells how much was said, and whether it was for whoever sits here; they hear of that
 * if they want to. Returns how to stop. Nothing runs meanwhile: no timer, and nothing that blinks.
 */
export function watchUnseen(
  room: Watched,
  { isMuted = () => false, page = document, ring = softly() }: Options = {},
): () => void {
  let said = 0;
  let isMeant = false;
  /** The title as this has written it, and as it was. */
  let marked: { title: string; was: string } | undefined;

  function unmark() {
    if (marked && page.title === marked.title) page.title = marked.was;
    marked = undefined;
  }

  const stop = room.onNews((news) => {
    if ((news.t !== 'said' && news.t !== 'answered') || page.visibilityState === 'visible') return;
    const messages = news.t === 'said' ? news.messages : [news.message];
    const meaning =
      news.t === 'answered' && news.isForYou ? messages : messages.filter((one) => means(one, room));
    const meant = meaning.length > 0;
    // What others say in a thread among themselves is not the room's talk.
    if (!meant && (news.t === 'answered' || isMuted())) return;
    unmark();
    said += (isMuted() ? meaning : messages).length;
    isMeant ||= meant;
    const was = page.title;
    const title = (isMeant ? unseenWords.mentioned : unseenWords.said)(said, was);
    page.title = title;
    marked = { title: page.title, was };
    if (meant) ring();
  });

  const off = new AbortController();
  page.addEventListener(
    'visibilitychange',
    () => {
      if (page.visibilityState !== 'visible') return;
      unmark();
      said = 0;
      isMeant = false;
    },
    off,
  );

  return () => {
    stop();
    off.abort();
    unmark();
  };
}

/** Whether a message mentions whoever sits here, replies to them, or calls everybody. */
function means({ text, mentions, reply }: Message, { you, quoted }: Watched): boolean {
  if (!you) return mentionedInSource(text).here;
  const repliesToYou = reply !== undefined && quoted(reply)?.by.id === you.id;
  return repliesToYou || mentions?.some(({ id }) => id === you.id) || mentionedInSource(text).here;
}

function softly(): () => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - lastAt < betweenSoundsMs || !wantsSound()) return;
    lastAt = now;
    // Without a device that makes sounds there is none.
    void chime().catch(() => {});
  };
}
