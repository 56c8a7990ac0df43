import { afterEach, expect, test, vi } from 'vitest';
import { watchSight } from './watch-sight.ts';

afterEach(() => vi.unstubAllGlobals());

test('H9 of several changes that are told together the last one holds', () => {
  let look: (entries: { isIntersecting: boolean }[]) => void = () => {};
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: typeof look) {
        look = callback;
      }
      observe() {}
    },
  );
  const told = vi.fn();
  watchSight({} as Element, { root: null, margin: '0px' }, told);
  look([{ isIntersecting: false }, { isIntersecting: true }]);
  expect(told).toHaveBeenLastCalledWith(true);
  look([{ isIntersecting: true }, { isIntersecting: false }]);
  expect(told).toHaveBeenLastCalledWith(false);
});
