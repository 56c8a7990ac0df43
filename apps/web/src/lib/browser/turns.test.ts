import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Ears } from '$client/test/ears.ts';
import { FakeLocks } from './fake-locks.ts';
import { FakeLook } from './fake-look.ts';
import { takeTurns } from './turns.ts';

let stops: (() => void)[] = [];
beforeEach(() => {
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});

function openTab(look = new FakeLook()) {
  const ears = new Ears();
  const stop = takeTurns('lull/outbox/garden', ears, look);
  stops.push(stop);
  return { ears, look, stop };
}

/** Until everything that was promised has happened. */
const rest = () => new Promise((resolve) => setImmediate(resolve));

describe('C9 the tab that leads', () => {
  test('is at once the one that opens before a person’s eyes', async () => {
    const hidden = openTab();
    await hidden.ears.until('begin');
    const seen = openTab(new FakeLook(true));
    await Promise.all([seen.ears.until('begin'), hidden.ears.until('end')]);
  });

  test('stays it while two windows are looked at in turn, one change for each look', async () => {
    const left = openTab(new FakeLook(true));
    const right = openTab(new FakeLook(true));
    await right.ears.until('begin');
    for (let n = 0; n < 3; n += 1) {
      left.look.begin();
      await right.ears.until('end');
      right.look.begin();
      await left.ears.until('end');
    }
    await rest();
    expect(left.ears.heard.filter((word) => word === 'end')).toHaveLength(4);
    expect(right.ears.heard.at(-1)).toBe('begin');
    expect(left.ears.heard.at(-1)).toBe('end');
  });

  test('never begins once it has asked no more, not even in the moment it would have', async () => {
    const hidden = openTab();
    const seen = openTab(new FakeLook(true));
    seen.stop();
    await rest();
    expect(seen.ears.heard).toEqual([]);
    expect(hidden.ears.heard.at(-1)).toBe('begin');
  });

  test('may give up as soon as it begins', async () => {
    const stop = takeTurns('lull/outbox/garden', { begin: () => stop(), end() {} }, new FakeLook());
    await openTab().ears.until('begin');
  });

  test('holds nothing, and does not look, once it gave up', async () => {
    const first = openTab(new FakeLook(true));
    await first.ears.until('begin');
    first.stop();
    await openTab().ears.until('begin');
    first.look.begin();
    await rest();
    expect([first.ears.heard, first.look.watchers]).toEqual([['begin'], 0]);
  });

  test('is every tab where there are no locks', () => {
    vi.stubGlobal('navigator', {});
    expect([openTab().ears.heard, openTab().ears.heard]).toEqual([['begin'], ['begin']]);
  });

  test.each<[string, () => Promise<never>]>([
    ['refused', () => Promise.reject(new DOMException('no', 'SecurityError'))],
    [
      'refused at once',
      () => {
        throw new DOMException('no', 'SecurityError');
      },
    ],
  ])('is every tab where locks are %s', async (_, refused) => {
    vi.stubGlobal('navigator', { locks: { request: refused } });
    const tabs = [openTab(), openTab(new FakeLook(true))];
    await Promise.all(tabs.map(({ ears }) => ears.until('begin')));
    for (const { look } of tabs) look.begin();
    await rest();
    expect(tabs.map(({ ears }) => ears.heard)).toEqual([['begin'], ['begin']]);
  });
});
