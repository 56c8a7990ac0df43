import { type Build, Runtime } from './runtime.ts';
import type { Figures } from './table.ts';
import { BenchVisitor } from './visitor.ts';

export type Sizes = { crowd: number; talkS: number; talkAt: readonly number[] };

const senders = 10;
const outstanding = 4;
const words = 'x'.repeat(100);
const steadyPerSecond = 20;

/** Whose price is told: the average of those who came just before, since one alone is too little to measure. */
const marks = [10, 100, 500, 1_000];
const around = (mark: number) => Math.min(40, mark / 2);

/** How long an object without an event stays in memory, and a second more. */
const sleepMs = 11_000;

/** What the n-th to come costs, what all of them are told of it, what they weigh, and how they come back. */
export async function crowd(build: Build, { crowd: size }: Sizes): Promise<Figures> {
  const runtime = await Runtime.start(build);
  try {
    const room = 'crowd';
    const visitors = await named(size, runtime, room);
    await visitors[0]?.makesRoom(runtime, room);
    await rest(sleepMs);
    const before = await runtime.memoryKiB();
    const half = size / 2;
    const first = await comeOneByOne(visitors.slice(0, half), runtime, 'first visit');
    // What is told a second later is told of them as well.
    await rest(2_000);
    const frames = sum(visitors, (one) => one.frames);
    const bytes = sum(visitors, (one) => one.bytes);
    Object.assign(first, await comeOneByOne(visitors.slice(half), runtime, 'first visit', half));
    await rest(sleepMs);
    const memory = ((await runtime.memoryKiB()) - before) / size;
    await leave(visitors);
    const again = await comeOneByOne(visitors, runtime, 'return');
    await leave(visitors);
    for (const visitor of visitors) await visitor.looksInAndSays(words);
    await rest(sleepMs);
    const known = await comeOneByOne(visitors, runtime, 'return of who spoke');
    await runtime.kill();
    await runtime.restart();
    const cpu = await runtime.cpuUs();
    const start = performance.now();
    await Promise.all(visitors.map((visitor) => visitor.comes()));
    const backMs = performance.now() - start;
    const backCpu = (await runtime.cpuUs()) - cpu;
    return {
      ...first,
      ...again,
      ...known,
      [`frames for ${half} arrivals`]: frames,
      [`MB for ${half} arrivals`]: bytes / 1e6,
      'KiB an idle socket': memory,
      'ms until all are back after a restart': backMs,
      'CPU ms of that for each': backCpu / size / 1_000,
    };
  } finally {
    await runtime.stop();
  }
}

async function leave(visitors: readonly BenchVisitor[]): Promise<void> {
  for (const visitor of visitors) visitor.leaves();
  await rest(2_000);
}

/** @param before how many are here already */
async function comeOneByOne(
  visitors: readonly BenchVisitor[],
  runtime: Runtime,
  which: string,
  before = 0,
): Promise<Figures> {
  const figures: Figures = {};
  let from = { cpu: 0, i: 0 };
  for (const [i, visitor] of visitors.entries()) {
    const n = before + i + 1;
    if (marks.some((mark) => n === mark - around(mark) + 1)) from = { cpu: await runtime.cpuUs(), i };
    await visitor.comes();
    if (!marks.includes(n)) continue;
    const used = (await runtime.cpuUs()) - from.cpu;
    figures[`CPU ms to connect, ${which}, client ${n}`] = used / (i + 1 - from.i) / 1_000;
  }
  return figures;
}

/** A room in which ten people talk without pause, at several sizes, and one in which twenty words come a second. */
export async function talk(build: Build, { talkS, talkAt }: Sizes): Promise<Figures> {
  const figures: Figures = {};
  const runtime = await Runtime.start(build);
  try {
    for (const size of talkAt) {
      const room = `talk-${size}`;
      const visitors = await named(size, runtime, room);
      await visitors[0]?.makesRoom(runtime, room);
      for (const visitor of visitors) await visitor.comes();
      await rest(2_000);
      const stops = visitors.slice(0, senders).map((visitor) => visitor.talks(outstanding, words));
      await rest(500);
      const busy = await measure(visitors, runtime, talkS * 1_000);
      for (const stop of stops) stop();
      figures[`deliveries a second, ${size} here, ${senders} talk without pause`] = busy.deliveries / talkS;
      figures[`CPU µs a delivery, ${size} here, ${senders} talk without pause`] =
        busy.cpuUs / busy.deliveries;
      if (size === talkAt.at(-1)) {
        await rest(2_000);
        let n = 0;
        const steady = setInterval(() => {
          visitors[n % visitors.length]?.says(words);
          n += 1;
        }, 1_000 / steadyPerSecond);
        const quiet = await measure(visitors, runtime, talkS * 1_000);
        clearInterval(steady);
        figures[`CPU µs a delivery, ${size} here, ${steadyPerSecond} words a second`] =
          quiet.cpuUs / quiet.deliveries;
      }
      await leave(visitors);
    }
    return figures;
  } finally {
    await runtime.stop();
  }
}

async function measure(visitors: readonly BenchVisitor[], runtime: Runtime, ms: number) {
  const [cpu, heard] = [await runtime.cpuUs(), sum(visitors, (one) => one.deliveries)];
  await rest(ms);
  return {
    cpuUs: (await runtime.cpuUs()) - cpu,
    deliveries: sum(visitors, (one) => one.deliveries) - heard,
  };
}

async function named(size: number, runtime: Runtime, room: string): Promise<BenchVisitor[]> {
  const visitors: BenchVisitor[] = [];
  for (let n = 0; n < size; n += 1)
    visitors.push(await BenchVisitor.named(`BenchVisitor no ${n}`, runtime, room));
  return visitors;
}

function sum(visitors: readonly BenchVisitor[], of: (visitor: BenchVisitor) => number): number {
  return visitors.reduce((total, visitor) => total + of(visitor), 0);
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
