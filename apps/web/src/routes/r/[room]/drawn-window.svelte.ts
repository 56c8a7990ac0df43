import { flushSync, tick, untrack } from 'svelte';
import type { Unsent } from '$client/outbox-store.ts';
import { watchSight } from '$lib/browser/watch-sight.ts';
import {
  drawn,
  fittedWindow,
  grownNewer,
  grownOlder,
  type RowWindow,
  wholeWindow,
  windowAround,
  windowAtEnd,
} from '$lib/row-window.ts';
import type { Talk } from '$lib/state/talk.ts';
import type { Message, Seq } from '$protocol/message.ts';
import { heldPlace } from './reading-place.ts';

/** How far from an end of what is drawn more of it is drawn. */
const marginPx = 1_600;

/** Whether the browser holds what is read while rows come below it (scroll anchoring). */
const anchorsByItself = globalThis.CSS?.supports('overflow-anchor', 'auto') ?? true;

/** The window of messages that a list draws, and its list: what comes and goes in it moves nothing that is read. */
export class DrawnWindow {
  readonly #talk: Talk;
  readonly #list: () => HTMLElement | undefined;
  readonly #changed: () => void;
  #window: RowWindow = $state.raw(wholeWindow);
  #beforePrint: RowWindow | undefined;
  /** The messages that were fitted last. */
  #fitted: readonly Message[] | undefined;
  readonly shown = $derived.by(() => drawn(this.#window, this.#talk.messages, this.#talk.gaps));

  /** @param changed is told when the window was moved by where one scrolls */
  constructor(talk: Talk, list: () => HTMLElement | undefined, changed: () => void) {
    this.#talk = talk;
    this.#list = list;
    this.#changed = changed;
    const { place, messages } = talk;
    this.#window = place ? windowAround(place.seq, messages) : fittedWindow(wholeWindow, messages, undefined);
  }

  /** Whether nothing is left out below. */
  isToEnd = (): boolean => this.#window.to === Number.POSITIVE_INFINITY;

  /** Whether an act changes a message that is drawn. */
  isOfDrawn = (act: Unsent): boolean =>
    act.t !== 'say' && this.shown.messages.some(({ seq }) => seq === act.message.seq);

  /** Draws what stands around a message, at once. */
  show = (seq: Seq): void => this.#draw(windowAround(seq, this.#talk.messages));

  showEnd(): void {
    if (!this.isToEnd()) this.#draw(windowAtEnd(this.#talk.messages));
  }

  /** What comes may be more than is to be drawn. Whoever has something selected keeps it. To be called in an effect, before the page is updated. */
  fit(): void {
    const { messages, place } = this.#talk;
    const before = untrack(() => this.#window);
    // Of a room that was restored to an earlier day nothing may be left where one was.
    const isEmpty = messages.length > 0 && drawn(before, messages, []).messages.length === 0;
    const fitted = isEmpty ? windowAtEnd(messages) : fittedWindow(before, messages, place?.seq);
    const list = this.#list();
    const isHeld = fitted === before && (anchorsByItself || messages === this.#fitted);
    this.#fitted = messages;
    if (isHeld || (list && isSelecting(list))) return;
    const putBack = list && place && heldPlace(list);
    this.#window = fitted;
    if (putBack) void tick().then(putBack);
  }

  /** For what stands before the first row, and after the last: draws more once it comes near, and watches anew for each window. */
  watchOlder = () => this.#watch(grownOlder);
  watchNewer = () => this.#watch(grownNewer);

  #watch(grown: typeof grownOlder): (edge: HTMLElement) => () => void {
    const from = this.#window;
    return (edge) =>
      watchSight(edge, { root: edge.closest('[role=log]'), margin: `${marginPx}px 0px` }, (isInSight) => {
        if (isInSight) this.#grow(grown(from, this.#talk.messages));
      });
  }

  #grow(grown: RowWindow): void {
    const list = this.#list();
    if (grown === this.#window || !list) return;
    const { from, to } = this.#window;
    const putBack = heldPlace(list);
    this.#draw(isSelecting(list) ? { from: Math.min(from, grown.from), to: Math.max(to, grown.to) } : grown);
    putBack();
    this.#changed();
  }

  #draw(window: RowWindow): void {
    flushSync(() => (this.#window = window));
  }

  /** Whoever prints wants all of it, and a browser does not wait. */
  drawAll = (): void => {
    this.#beforePrint = this.#window;
    this.#draw(wholeWindow);
  };

  drawAsBefore = (): void => {
    const list = this.#list();
    const putBack = list && this.#talk.place && heldPlace(list);
    if (this.#beforePrint) this.#draw(this.#beforePrint);
    this.#beforePrint = undefined;
    putBack?.();
  };
}

function isSelecting(list: HTMLElement): boolean {
  const selection = getSelection();
  return selection?.isCollapsed === false && list.contains(selection.anchorNode);
}
