export type Cell = { row: number; column: number };

/**
 * Where a key leads from a cell of a grid whose rows may differ in length. Undefined for a key that leads nowhere in it, and for
 * what lies beyond its first and last row.
 * @param lengths how many cells each row has, one at least
 */
export function cellAfter(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { row, column }: Cell,
  lengths: readonly number[],
  isRightToLeft = false,
): Cell | undefined {
  const end = (of: number) => (lengths[of] ?? 1) - 1;
  const isBack = key === (isRightToLeft ? 'ArrowRight' : 'ArrowLeft');
  const isOn = key === (isRightToLeft ? 'ArrowLeft' : 'ArrowRight');
  if (isBack && column > 0) return { row, column: column - 1 };
  if (isBack) return inside({ row: row - 1, column: end(row - 1) });
  if (isOn && column < end(row)) return { row, column: column + 1 };
  if (isOn) return inside({ row: row + 1, column: 0 });
  if (key === 'ArrowUp') return inside({ row: row - 1, column: Math.min(column, end(row - 1)) });
  if (key === 'ArrowDown') return inside({ row: row + 1, column: Math.min(column, end(row + 1)) });
  if (key === 'Home') return { row: ctrlKey ? 0 : row, column: 0 };
  if (key !== 'End') return undefined;
  const last = ctrlKey ? lengths.length - 1 : row;
  return { row: last, column: end(last) };

  function inside(cell: Cell): Cell | undefined {
    return cell.row in lengths ? cell : undefined;
  }
}
