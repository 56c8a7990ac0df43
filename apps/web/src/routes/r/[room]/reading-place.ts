import type { ReadingPlace } from '$lib/state/room.svelte.ts';
import type { Seq } from '$protocol/message.ts';

/** At the end, where what is new stays in view, nobody is at a place. */
export const nearEndPx = 80;
const patienceMs = 10_000;

/** What going to a place asks of whoever draws the list. */
export type Reach = {
  /** Draws what is held around a place. */
  show(seq: Seq): void;
  /** Asks for the messages before a seq; undefined where none come to be asked for. */
  fetch: ((before: Seq) => void) | undefined;
  /** Whether nothing is left out below. */
  isToEnd(): boolean;
};

/**
 * Notes in `kept` where a reversed list is read, and goes there again when it is shown anew or turns wider or narrower,
 * which breaks its lines elsewhere.
 */
export function keepPlace(
  kept: { place: ReadingPlace | undefined },
  reach: Reach,
): (log: HTMLElement) => () => void {
  return (log) => {
    const off = new AbortController();
    let width = log.clientWidth;
    if (kept.place) goTo(log, kept.place, reach, off.signal);
    const look = () => {
      const isAtEnd = reach.isToEnd() && Math.abs(log.scrollTop) <= nearEndPx;
      kept.place = isAtEnd ? undefined : placeIn(log);
    };
    log.addEventListener('scroll', look, { passive: true, signal: off.signal });
    const observer = new ResizeObserver(() => {
      if (log.clientWidth === width) return;
      width = log.clientWidth;
      if (kept.place) settle(log, kept.place);
    });
    observer.observe(log);
    return () => {
      off.abort();
      observer.disconnect();
    };
  };
}

/** Goes to a place, once its message is there; not any more when the reader has moved on meanwhile. */
export function goTo(log: HTMLElement, place: ReadingPlace, reach: Reach, signal?: AbortSignal): void {
  if (settle(log, place)) return;
  reach.show(place.seq);
  if (settle(log, place) || !reach.fetch) return;
  const until = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]);
  const arrivals = new MutationObserver(() => settle(log, place) && arrivals.disconnect());
  arrivals.observe(log, { childList: true, subtree: true });
  for (const moved of ['wheel', 'touchmove', 'keydown']) {
    log.addEventListener(moved, () => arrivals.disconnect(), { passive: true, signal: until });
  }
  until.addEventListener('abort', () => arrivals.disconnect());
  // It stands at the upper edge: what comes after it is needed first. A page of long messages may not reach back to it.
  reach.fetch(place.seq + 30);
  reach.fetch(place.seq + 1);
}

/**
 * Notes what is read and where the focus is, before rows far from there come and go; the returned function puts both back.
 * Browsers do so by themselves (scroll anchoring), but for WebKit, and not at either end.
 */
export function heldPlace(log: HTMLElement): () => void {
  const place = placeIn(log);
  const isFocused = log.contains(document.activeElement);
  return () => {
    if (place) settle(log, place);
    if (isFocused && !log.contains(document.activeElement)) log.focus({ preventScroll: true });
  };
}

function placeIn(log: HTMLElement): ReadingPlace | undefined {
  const { top, bottom } = log.getBoundingClientRect();
  const lines = log.querySelectorAll<HTMLElement>('[data-seq]');
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.getBoundingClientRect().top ?? 0) < top) low = middle + 1;
    else high = middle;
  }
  // One that begins above the edge says little: it may be higher or lower once it breaks elsewhere.
  const isInSight = (lines[low]?.getBoundingClientRect().top ?? bottom) < bottom;
  const line = isInSight ? lines[low] : lines[low - 1];
  return line && { seq: Number(line.dataset['seq']), px: line.getBoundingClientRect().top - top };
}

function settle(log: HTMLElement, { seq, px }: ReadingPlace): boolean {
  const line = log.querySelector(`[data-seq="${seq}"]`);
  if (!line) return false;
  const moved = line.getBoundingClientRect().top - log.getBoundingClientRect().top - px;
  // Setting it ends whatever movement the list is in.
  if (Math.abs(moved) > 0.5) log.scrollTop += moved;
  return true;
}
