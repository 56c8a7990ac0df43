import { type Actor, test } from './people.ts';
import { RawClient } from './raw-client.ts';

// What a room costs whoever reads it: npm run e2e -- --project=chromium figures
test.describe('figures @once @figures', () => {
  test.setTimeout(600_000);

  const lengths = (process.env['E2E_LENGTHS'] ?? '100,2000,10000').split(',').map(Number);

  for (const length of lengths) {
    test(`of a room with ${length} messages loaded`, async ({ ana, bo, room, site }) => {
      await isFilled(site, room, length);
      await ana.enters(room);
      await bo.enters(room);
      await ana.scrollsThrough('up', 'number 1, with some words behind it');
      await ana.goesToTheEnd();
      await ana.restsEyes();
      const rows: Record<string, Record<string, string>> = {};
      for (const times of [1, 4]) {
        await ana.slowsDown(times);
        rows[`${times}x`] = await figuresOf(ana, bo, site, room);
      }
      await ana.slowsDown(1);
      const { heapMb, elements } = await ana.holds();
      console.log(`${length} messages: ${heapMb.toFixed(1)} MB, ${elements} elements`);
      console.table(rows);
    });
  }

  test('of a tab in which nothing happens for a minute', async ({ ana, bo, room }) => {
    await ana.enters(room);
    await bo.enters(room);
    await bo.says('and then nothing');
    await ana.sees('and then nothing');
    const ms = await ana.spends(() => ana.waits(60_000));
    console.log(`idle for a minute: ${ms.toFixed(1)} ms of CPU`);
  });
});

/** By many, since one may say only so much at once; none stays to hear all the others. */
async function isFilled(site: string, room: string, length: number): Promise<void> {
  for (let from = 1; from <= length; from += atOnce) {
    const somebody = await RawClient.enters(site, room, `Somebody ${from}`);
    const left = Math.min(atOnce, length - from + 1);
    await somebody.says(
      ...Array.from({ length: left }, (_, i) => `number ${from + i}, with some words behind it`),
    );
    await somebody.leaves();
  }
}
const atOnce = 25;

async function figuresOf(ana: Actor, bo: Actor, site: string, room: string): Promise<Record<string, string>> {
  await ana.comesToTheFront();
  await ana.composer.focus();
  const keys = await several(10, (i) => ana.pressesToFrame('abcdefghij'.charAt(i)));
  const key = await several(5, () => ana.spends(() => ana.presses('x')));
  const heard = await several(7, async (i) => {
    const changes = await ana.watchesForChange();
    return ana.spends(async () => {
      await bo.says(`heard ${i} ${Math.random()}`);
      await changes();
    });
  });
  const none = await several(5, () => ana.spends(() => bo.waits(300)));
  const sent = await several(3, async (i) => {
    await ana.composer.fill(`sent ${i} ${Math.random()}`);
    return ana.pressesToFrame('Enter');
  });
  const arrivals = await several(5, async (i) => {
    let visitor: RawClient | undefined;
    const ms = await ana.spends(async () => {
      visitor = await RawClient.enters(site, room, `Visitor ${i} ${Math.random()}`);
      await bo.waits(300);
    });
    await visitor?.leaves();
    return ms;
  });
  const { fps, late } = await ana.scrollsSteadily(-50, 150);
  await ana.goesToTheEnd();
  const ms = (all: number[]) => `${median(all).toFixed(1)} ms`;
  return {
    'key to frame': ms(keys),
    'key, CPU': ms(key),
    'heard, CPU': ms(heard),
    'nothing, CPU': ms(none),
    'Enter to frame': ms(sent),
    'arrival, CPU': ms(arrivals),
    'frames a second': fps.toFixed(0),
    'late of 150': `${late}`,
  };
}

async function several(n: number, one: (i: number) => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < n; i += 1) all.push(await one(i));
  return all;
}

function median(all: number[]): number {
  return all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}
