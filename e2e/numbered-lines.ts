/** “number 1”, “number 2” and so on: as many words as a test needs, each of which is found again. */
export const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `number ${from + i}`);
