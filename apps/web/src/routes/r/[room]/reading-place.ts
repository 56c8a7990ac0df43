import type { ReadingPlace } from '$lib/state/room.svelte.ts';
import type { Seq } from '$protocol/message.ts';

/** At the end, where what is new stays in view, nobody is at a place. */
export const nearEndPx = 80;
const patienceMs = 10_000;

/**
 * Notes in `kept` where a reversed list is read, and goes there again when it is shown anew or turns wider or narrower,
 * which breaks its lines elsewhere. `fetch` is asked for the messages before a seq where those are not there.
 */
export function keepPlace(
  kept: { place: ReadingPlace | undefined },
  fetch: ((before: Seq) => void) | undefined,
): (log: HTMLElement) => () => void {
  return (log) => {
    const off = new AbortController();
    let width = log.clientWidth;
    if (kept.place) goTo(log, kept.place, fetch, off.signal);
    log.addEventListener('scroll', () => (kept.place = placeIn(log)), { passive: true, signal: off.signal });
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
export function goTo(
  log: HTMLElement,
  place: ReadingPlace,
  fetch: ((before: Seq) => void) | undefined,
  signal?: AbortSignal,
): void {
  if (settle(log, place) || !fetch) return;
  const until = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]);
  const arrivals = new MutationObserver(() => settle(log, place) && arrivals.disconnect());
  arrivals.observe(log, { childList: true, subtree: true });
  for (const moved of ['wheel', 'touchmove', 'keydown']) {
    log.addEventListener(moved, () => arrivals.disconnect(), { passive: true, signal: until });
  }
  until.addEventListener('abort', () => arrivals.disconnect());
  // It stands at the upper edge: what comes after it is needed first. A page of long messages may not reach back to it.
  fetch(place.seq + 30);
  fetch(place.seq + 1);
}

function placeIn(log: HTMLElement): ReadingPlace | undefined {
  if (Math.abs(log.scrollTop) <= nearEndPx) return undefined;
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
  if (line) log.scrollTop += line.getBoundingClientRect().top - log.getBoundingClientRect().top - px;
  return line !== null;
}
