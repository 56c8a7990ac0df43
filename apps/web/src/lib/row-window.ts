import { type Gap, indexOfSeq } from '$client/timeline.ts';
import type { Message, Seq } from '$protocol/message.ts';

/**
 * Which of the messages that are held are drawn: those from one place in the room's order to another, both included. Told by places,
 * since messages come at both ends. `to` is infinite at the end, where what is not yet said stands as well.
 */
export type RowWindow = { readonly from: Seq; readonly to: Seq };

/** How many messages are drawn at most, and by how many the window grows at an end. */
export const windowSize = { most: 300, step: 50 };

export const wholeWindow: RowWindow = { from: 0, to: Number.POSITIVE_INFINITY };

/** What of a transcript is drawn. */
export type WindowRows = {
  messages: readonly Message[];
  /** The one that stands before them. */
  before: Message | undefined;
  gaps: readonly Gap[];
  /** Whether nothing that is held comes after them, so that what is not yet said does. */
  isToEnd: boolean;
};

export function drawn(window: RowWindow, messages: readonly Message[], gaps: readonly Gap[]): WindowRows {
  const start = indexOfSeq(messages, window.from);
  const end = indexOfSeq(messages, window.to + 1);
  const inside = start === 0 && end === messages.length ? messages : messages.slice(start, end);
  const before = messages[start - 1];
  const isToEnd = window.to === Number.POSITIVE_INFINITY;
  return {
    messages: inside,
    before,
    gaps: gaps.filter((gap) => gap.before > (before?.seq ?? 0) && (isToEnd || gap.before <= window.to)),
    isToEnd,
  };
}

/** The window with more of what is before it, and less of what is far below. */
export function grownOlder(window: RowWindow, messages: readonly Message[]): RowWindow {
  const start = Math.max(0, indexOfSeq(messages, window.from) - windowSize.step);
  return cut(window, messages, start, Math.min(indexOfSeq(messages, window.to + 1), start + windowSize.most));
}

/** The window with more of what is after it, and less of what is far above. */
export function grownNewer(window: RowWindow, messages: readonly Message[]): RowWindow {
  const end = Math.min(messages.length, indexOfSeq(messages, window.to + 1) + windowSize.step);
  return cut(window, messages, Math.max(indexOfSeq(messages, window.from), end - windowSize.most), end);
}

/** A window around a place, which need not be held. */
export function windowAround(seq: Seq, messages: readonly Message[]): RowWindow {
  const start = clamp(indexOfSeq(messages, seq) - windowSize.most / 2, messages.length - windowSize.most);
  return cut(wholeWindow, messages, start, start + windowSize.most);
}

/** The window that ends where the room does. */
export function windowAtEnd(messages: readonly Message[]): RowWindow {
  return cut(wholeWindow, messages, messages.length - windowSize.most + windowSize.step, messages.length);
}

/**
 * The window for what is held by now: as it was, unless that is too much.
 * @param eye which message is read; undefined for whoever is at the end
 */
export function fittedWindow(
  window: RowWindow,
  messages: readonly Message[],
  eye: Seq | undefined,
): RowWindow {
  const [start, end] = [indexOfSeq(messages, window.from), indexOfSeq(messages, window.to + 1)];
  if (end - start <= windowSize.most) return window;
  if (eye === undefined) return window.to === Number.POSITIVE_INFINITY ? windowAtEnd(messages) : window;
  const at = clamp(indexOfSeq(messages, eye) - windowSize.most / 2, end - windowSize.most);
  const from = Math.max(start, at);
  return cut(window, messages, from, Math.min(end, from + windowSize.most));
}

// Where a window reaches an end of what is held, it goes on with it.
function cut(window: RowWindow, messages: readonly Message[], start: number, end: number): RowWindow {
  const isAtEnd = end >= messages.length;
  const from = start <= 0 ? 0 : (messages[start]?.seq ?? window.from);
  const to = isAtEnd ? Number.POSITIVE_INFINITY : (messages[end - 1]?.seq ?? window.to);
  return from === window.from && to === window.to ? window : { from, to };
}

const clamp = (n: number, most: number) => Math.max(0, Math.min(n, most));
