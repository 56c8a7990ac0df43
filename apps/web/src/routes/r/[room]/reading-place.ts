import type { ReadingPlace } from '$lib/state/talk.ts';
import type { Seq } from '$protocol/message.ts';

/** At the end, where what is new stays in view, nobody is at a place. */
export const nearEndPx = 80;
const patienceMs = 10_000;
const noteEveryMs = 100;
const lookEveryMs = 50;

/** What going to a place asks of whoever draws the list. */
export type Reach = {
  /** Draws what is held around a place. */
  show(seq: Seq): void;
  /** Asks for the messages before a seq; undefined where none come to be asked for. */
  fetch: ((before: Seq) => void) | undefined;
  /** Whether nothing is left out below. */
  isToEnd(): boolean;
  /** Whether a message is held. */
  isHeld(seq: Seq): boolean;
};

/**
 * Notes in `kept` where a reversed list is read, and goes there again when it is shown anew, and when its lines break
 * elsewhere: it turns wider or narrower, or a font has arrived.
 */
export function keepPlace(
  kept: { place: ReadingPlace | undefined },
  reach: Reach,
): (log: HTMLElement) => () => void {
  return (log) => {
    const off = new AbortController();
    let width = log.clientWidth;
    if (kept.place) void goTo(log, kept.place, reach, off.signal);
    // Where a line stands is asked of the layout, which is too dear for every frame of a movement.
    let due: ReturnType<typeof setTimeout> | undefined;
    let isMoving = false;
    /** Whether it began to within these two frames, however long they take: that may be the browser's doing, for a font. */
    let isNew = false;
    const note = () => {
      if (isMoving) kept.place = placeIn(log);
      isMoving = false;
    };
    const beginToMove = () => {
      isMoving = true;
      isNew = true;
      const go = () => {
        isNew = false;
        if (isMoving) due = setTimeout(note, noteEveryMs);
      };
      requestAnimationFrame(() => requestAnimationFrame(go));
    };
    const stop = () => {
      clearTimeout(due);
      isMoving = false;
    };
    let fonts = loadedFonts();
    // A browser holds the line at the edge, which may be one that breaks elsewhere itself.
    const settleAfterFont = (): boolean => {
      const before = fonts;
      fonts = loadedFonts();
      // Whoever has been scrolling is already past what was noted.
      const isPast = isMoving && !isNew;
      return fonts !== before && !isPast && kept.place !== undefined && settle(log, kept.place);
    };
    const look = () => {
      if (settleAfterFont()) return;
      if (!reach.isToEnd() || Math.abs(log.scrollTop) > nearEndPx) {
        if (!isMoving) beginToMove();
        return;
      }
      stop();
      kept.place = undefined;
    };
    log.addEventListener('scroll', look, { passive: true, signal: off.signal });
    const observer = new ResizeObserver(() => {
      if (log.clientWidth === width) return void settleAfterFont();
      width = log.clientWidth;
      if (kept.place) settle(log, kept.place);
    });
    observer.observe(log);
    // It turns higher or lower once a font is there, before that is painted.
    if (log.firstElementChild) observer.observe(log.firstElementChild);
    for (const font of document.fonts) void font.loaded.then(settleAfterFont, () => {});
    return () => {
      stop();
      off.abort();
      observer.disconnect();
    };
  };
}

/**
 * Goes to a place, once its message is there; not any more when the reader has moved on meanwhile. Tells whether it got there.
 */
export async function goTo(
  log: HTMLElement,
  place: ReadingPlace,
  reach: Reach,
  signal?: AbortSignal,
): Promise<boolean> {
  const moved = new AbortController();
  const until = AbortSignal.any([AbortSignal.timeout(patienceMs), moved.signal, ...(signal ? [signal] : [])]);
  for (const way of ['wheel', 'touchmove', 'keydown']) {
    log.addEventListener(way, () => moved.abort(), { passive: true, signal: until });
  }
  const isThere = () => {
    const isSettled = settle(log, place);
    if (isSettled) stay(log, place, reach, until);
    return isSettled;
  };
  if (isThere()) return true;
  reach.show(place.seq);
  if (isThere()) return true;
  if (!reach.fetch) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const arrivals = new MutationObserver(() => isThere() && resolve(true));
  arrivals.observe(log, { childList: true, subtree: true });
  until.addEventListener('abort', () => resolve(false));
  void promise.then(() => arrivals.disconnect());
  askAround(place.seq, reach.fetch);
  return promise;
}

/**
 * Asks for a message until it is held. False where it did not come in time; undefined once somebody has moved on, or was led elsewhere.
 */
export async function untilHeld(
  log: HTMLElement,
  seq: Seq,
  { isHeld, fetch }: Reach,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  if (isHeld(seq) || !fetch) return isHeld(seq);
  const moved = new AbortController();
  const until = AbortSignal.any([moved.signal, signal]);
  for (const way of ['wheel', 'touchmove', 'keydown']) {
    log.addEventListener(way, () => moved.abort(), { passive: true, signal: until });
  }
  askAround(seq, fetch);
  for (let waitedMs = 0; waitedMs < patienceMs && !until.aborted && !isHeld(seq); waitedMs += lookEveryMs) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  if (until.aborted) return undefined;
  moved.abort();
  return isHeld(seq);
}

// It stands at the upper edge: what comes after it is needed first. A page of long messages may not reach back to it.
function askAround(seq: Seq, fetch: (before: Seq) => void): void {
  fetch(seq + 30);
  fetch(seq + 1);
}

/**
 * How high rows are that were never painted is a guess until they are, in the frames after one comes to them: until the place
 * has not moved for a while. Whoever is at the end stays there, where the place is as near as it can be.
 */
function stay(
  log: HTMLElement,
  place: ReadingPlace,
  reach: Reach,
  until: AbortSignal,
  stillFrames = 0,
  frames = 60,
): void {
  const isAtEnd = log.scrollTop >= 0 && reach.isToEnd();
  if (until.aborted || isAtEnd || frames === 0 || stillFrames === 10) return;
  requestAnimationFrame(() => {
    if (until.aborted) return;
    const before = log.scrollTop;
    settle(log, place);
    stay(log, place, reach, until, log.scrollTop === before ? stillFrames + 1 : 0, frames - 1);
  });
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

const loadedFonts = () => [...document.fonts].filter(({ status }) => status === 'loaded').length;

function placeIn(log: HTMLElement): ReadingPlace | undefined {
  const { top, bottom } = log.getBoundingClientRect();
  const rows = log.querySelectorAll('article');
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) <= top) low = middle + 1;
    else high = middle;
  }
  // One that begins above the edge says little: it may be higher or lower once it breaks elsewhere.
  const near = [rows[low - 1], rows[low], rows[low + 1]].flatMap((row) => (row ? linesIn(row) : []));
  const topOf = (line: HTMLElement) => line.getBoundingClientRect().top;
  const line =
    near.find((one) => topOf(one) >= top && topOf(one) < bottom) ?? near.findLast((one) => topOf(one) < top);
  return line && { seq: Number(line.dataset['seq']), px: line.getBoundingClientRect().top - top };
}

// Within a row that is not painted nothing has a place, in Firefox at least.
const linesIn = (row: Element): HTMLElement[] =>
  [...row.querySelectorAll<HTMLElement>('[data-seq]')].filter(isPainted);
const isPainted = (line: Element) => line.checkVisibility({ contentVisibilityAuto: true });

function settle(log: HTMLElement, { seq, px }: ReadingPlace): boolean {
  const line = log.querySelector(`[data-seq="${seq}"]`);
  if (!line) return false;
  const placed = (!isPainted(line) && line.closest('article')) || line;
  const moved = placed.getBoundingClientRect().top - log.getBoundingClientRect().top - px;
  // Setting it ends whatever movement the list is in.
  if (Math.abs(moved) > 0.5) log.scrollTop += moved;
  return true;
}
