import { describe, expect, test } from 'vitest';
import { Indexing } from './indexing.ts';

describe('F5 an index is made in batches', () => {
  test('between which the room hears', async () => {
    let [batches, heard] = [0, false];
    const hear = () => {
      heard = true;
    };
    // There is always more to index, until something was heard.
    const indexing = new Indexing({
      extendIndex() {
        batches += 1;
        if (batches === 1) setTimeout(hear);
        return !heard;
      },
    });
    await indexing.goOn();
    expect(heard).toBe(true);
  });

  test('once for all who search meanwhile', async () => {
    let batches = 0;
    const indexing = new Indexing({
      extendIndex() {
        batches += 1;
        return batches < 3;
      },
    });
    await Promise.all([indexing.goOn(), indexing.goOn()]);
    expect(batches).toBe(3);
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
