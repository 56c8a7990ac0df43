import { expect, test } from 'vitest';
import { cellAfter } from './grid-keys.ts';

const lengths = [3, 1, 3];

test.each([
  ['ArrowRight', [0, 0], [0, 1]],
  ['ArrowRight', [0, 2], [1, 0]],
  ['ArrowRight', [2, 2], undefined],
  ['ArrowLeft', [0, 1], [0, 0]],
  ['ArrowLeft', [1, 0], [0, 2]],
  ['ArrowLeft', [0, 0], undefined],
  ['ArrowDown', [0, 2], [1, 0]],
  ['ArrowDown', [2, 1], undefined],
  ['ArrowUp', [2, 2], [1, 0]],
  ['ArrowUp', [0, 1], undefined],
  ['Home', [2, 2], [2, 0]],
  ['End', [2, 0], [2, 2]],
  ['Ctrl Home', [2, 2], [0, 0]],
  ['Ctrl End', [0, 0], [2, 2]],
  ['a', [0, 0], undefined],
] as const)('T12 in the grid of emoji %s leads from %j to %j', (pressed, [row, column], to) => {
  const event = { key: pressed.split(' ').at(-1) as string, ctrlKey: pressed.startsWith('Ctrl') };
  expect(cellAfter(event, { row, column }, lengths)).toEqual(to && { row: to[0], column: to[1] });
});

test('T12 where one reads from right to left, the next emoji is on the left', () => {
  const at = { row: 0, column: 1 };
  expect(cellAfter({ key: 'ArrowLeft', ctrlKey: false }, at, lengths, true)).toEqual({ row: 0, column: 2 });
  expect(cellAfter({ key: 'ArrowRight', ctrlKey: false }, at, lengths, true)).toEqual({ row: 0, column: 0 });
});
