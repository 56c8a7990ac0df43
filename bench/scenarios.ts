import { type Build, Runtime } from './runtime.ts';
import { Visitor } from './visitor.ts';

/** What one build did in one round; the names say the units. */
export type Figures = Record<string, number>;

export type Sizes = { crowd: number; talkS: number; talkAt: readonly number[] };

const senders = 10;
const outstanding = 4;
const words = 'x'.repeat(100);
const steadyPerSecond = 20;

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
    const first = await comeOneByOne(visitors, runtime, 'first visit');
    const told = sum(visitors.slice(0, size / 2), ({ frames }) => frames);
    await rest(2_000);
    const frames = sum(visitors, (one) => one.frames) - size;
    const bytes = sum(visitors, (one) => one.bytes);
    await rest(sleepMs);
    const memory = ((await runtime.memoryKiB()) - before) / size;
    for (const visitor of visitors) visitor.leaves();
    await rest(2_000);
    const again = await comeOneByOne(visitors, runtime, 'return');
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
      'frames while all came': frames,
      'of these, to the first half': told,
      'MB while all came': bytes / 1e6,
      'KiB an idle socket': memory,
      'ms until all are back after a restart': backMs,
      'CPU ms of that for each': backCpu / size / 1_000,
    };
  } finally {
    await runtime.stop();
  }
}

async function comeOneByOne(visitors: readonly Visitor[], runtime: Runtime, which: string): Promise<Figures> {
  const figures: Figures = {};
  // The average of those around: one alone is too little to measure.
  const marks = [10, 100, 500, 1_000].filter((n) => n <= visitors.length);
  const windows = marks.map((n) => {
    const half = Math.min(20, Math.floor(n / 2));
    const to = Math.min(visitors.length, n + half);
    return { n, from: to - 2 * half, to };
  });
  let cpu = 0;
  for (const [i, visitor] of visitors.entries()) {
    if (windows.some(({ from }) => from === i)) cpu = await runtime.cpuUs();
    await visitor.comes();
    const done = windows.find(({ to }) => to === i + 1);
    if (done) {
      // What is told a second later is its price as well.
      const used = (await runtime.cpuUs()) - cpu;
      figures[`CPU ms to connect, ${which}, client ${done.n}`] = used / (done.to - done.from) / 1_000;
    }
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
      for (const visitor of visitors) visitor.leaves();
    }
    return figures;
  } finally {
    await runtime.stop();
  }
}

async function measure(visitors: readonly Visitor[], runtime: Runtime, ms: number) {
  const [cpu, heard] = [await runtime.cpuUs(), sum(visitors, (one) => one.deliveries)];
  await rest(ms);
  return {
    cpuUs: (await runtime.cpuUs()) - cpu,
    deliveries: sum(visitors, (one) => one.deliveries) - heard,
  };
}

async function named(size: number, runtime: Runtime, room: string): Promise<Visitor[]> {
  const visitors: Visitor[] = [];
  for (let n = 0; n < size; n += 1) visitors.push(await Visitor.named(`Visitor no ${n}`, runtime, room));
  return visitors;
}

function sum(visitors: readonly Visitor[], of: (visitor: Visitor) => number): number {
  return visitors.reduce((total, visitor) => total + of(visitor), 0);
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
