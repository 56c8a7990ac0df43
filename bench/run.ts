// The arguments are those of npm run bench: see bin/bench.mjs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Build, build } from './runtime.ts';
import { crowd, type Figures, type Sizes, talk } from './scenarios.ts';

const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
});

const sizes: Sizes = values.quick
  ? { crowd: 200, talkS: 2, talkAt: [10, 100] }
  : { crowd: 1_000, talkS: 5, talkAt: [10, 100, 500] };
const scenarios = { crowd, talk };

const into = await mkdtemp(join(tmpdir(), 'lull-bench-'));
try {
  const builds = [await build('here', undefined, into)];
  if (values.against) builds.unshift(await build(values.against, values.against, into));
  const rounds = new Map<Build, Figures[]>(builds.map((each) => [each, []]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    // Interleaved, and each goes first as often as the other.
    const order = round % 2 === 0 ? builds : builds.toReversed();
    for (const each of order) rounds.get(each)?.push(await measured(each));
  }
  print(builds, rounds);
} finally {
  await rm(into, { recursive: true, force: true });
}

async function measured(each: Build): Promise<Figures> {
  const all: Figures = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (!values.only || values.only === name) Object.assign(all, await scenario(each, sizes));
  }
  console.error(each.name, JSON.stringify(all));
  return all;
}

/** A Markdown table of medians, with the ratio of the last build to the first. */
function print(builds: readonly Build[], rounds: ReadonlyMap<Build, Figures[]>): void {
  const names = Object.keys(rounds.get(builds[0] as Build)?.[0] ?? {});
  console.log(`| | ${builds.map(({ name }) => name).join(' | ')} |${builds.length > 1 ? ' ratio |' : ''}`);
  console.log(`|---|${'---|'.repeat(builds.length + (builds.length > 1 ? 1 : 0))}`);
  for (const name of names) {
    const medians = builds.map((each) =>
      median(rounds.get(each)?.map((figures) => figures[name] ?? 0) ?? []),
    );
    const ratio = builds.length > 1 ? ` ${figure((medians.at(-1) ?? 0) / (medians[0] ?? 1))} |` : '';
    console.log(`| ${name} | ${medians.map(figure).join(' | ')} |${ratio}`);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
