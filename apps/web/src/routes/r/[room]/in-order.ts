/** An answer to choose. Numbers stand for seconds or pieces, 0 for no end. */
export type Answer = { value: string; text: string };

/** Answers in the order in which they are to be offered: the keys of an object that are numbers have one of their own. */
export function inOrder(texts: Record<string, string>, order: readonly string[]): Answer[] {
  return order.map((value) => ({ value, text: texts[value] ?? value }));
}
