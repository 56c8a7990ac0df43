import { count } from './format.ts';

/** A while in words, as it stands after “for”: an hour, 3 days. */
export function spanOf(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [unit, size] = units.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second', 1];
  const n = Math.round(seconds / size);
  if (n === 7 && unit === 'day') return 'a week';
  if (n === 1) return unit === 'hour' ? 'an hour' : `a ${unit}`;
  return count(n, unit, `${unit}s`);
}
