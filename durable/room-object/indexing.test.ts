import { describe, expect, test } from 'vitest';
import { Indexing } from './indexing.ts';

/** Takes so many batches, and hears something during the first. */
function world(batches: number) {
  const order: string[] = [];
  let left = batches;
  const indexing = new Indexing({
    extendIndex() {
      order.push('batch');
      if (left === batches) setTimeout(() => order.push('heard'));
      left -= 1;
      return left > 0;
    },
  });
  return { indexing, order };
}

describe('F5 an index is made in batches', () => {
  test('between which the room hears', async () => {
    const { indexing, order } = world(4);
    await indexing.goOn();
    expect(order.filter((one) => one === 'batch')).toHaveLength(4);
    expect(order).toContain('heard');
    expect(order.indexOf('heard')).toBeLessThan(order.lastIndexOf('batch'));
  });

  test('once for all who search meanwhile', async () => {
    const { indexing, order } = world(3);
    await Promise.all([indexing.goOn(), indexing.goOn()]);
    expect(order.filter((one) => one === 'batch')).toHaveLength(3);
  });

  test('and where one fails, anew by whoever searches next', async () => {
    let fails = true;
    const indexing = new Indexing({
      extendIndex() {
        if (fails) throw new Error('the disk is full');
        return false;
      },
    });
    await expect(indexing.goOn()).rejects.toThrow('the disk is full');
    fails = false;
    await expect(indexing.goOn()).resolves.toBeUndefined();
  });
});
