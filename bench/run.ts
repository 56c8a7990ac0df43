// The arguments are those of npm run bench: see bin/bench.mjs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Build, build } from './runtime.ts';
import { crowd, type Sizes, talk } from './scenarios.ts';
import { type Figures, mediansOf, printTable } from './table.ts';

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
  printTable(builds.map((each) => ({ name: each.name, figures: mediansOf(rounds.get(each) ?? []) })));
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
