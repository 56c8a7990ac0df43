import { expect, test } from 'vitest';
import { bytesWithin } from './bytes-within.ts';

/** A body of so many chunks of four bytes, and how much of it was taken. */
function bodyOf(chunks: number) {
  const taken = { chunks: 0, wasStopped: false };
  async function* body() {
    try {
      for (; taken.chunks < chunks; taken.chunks += 1) yield new Uint8Array([1, 2, 3, 4]);
    } finally {
      taken.wasStopped = taken.chunks < chunks;
    }
  }
  return { body: body(), taken };
}

test('B a body of the most is whole', async () => {
  expect(await bytesWithin(bodyOf(2).body, 8)).toEqual(new Uint8Array([1, 2, 3, 4, 1, 2, 3, 4]));
  expect(await bytesWithin(null, 8)).toEqual(new Uint8Array());
});

test('B of a longer one no more is taken than shows that', async () => {
  const { body, taken } = bodyOf(1_000_000);
  expect(await bytesWithin(body, 8)).toBeUndefined();
  expect(taken).toEqual({ chunks: 2, wasStopped: true });
});
