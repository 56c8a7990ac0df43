// The arguments are those of npm run faults: see bin/faults.mjs. `--intensity`, `--pins` and `--from` are for those
// who work on the harness: so many times as much of everything in a minute, so many pins, and sources of another folder.
// `--mutate third`: every third of the planted bugs, from the one of that number, `--third N`, on.
// `--former COMMIT`: the server is of that build at first, upgraded at its first restart, rolled back at the second, and so on.
import { parseArgs } from 'node:util';
import { giveUp } from '../bin/give-up.mjs';
import { type Mutation, mutations } from './mutations.ts';
import { reportOf } from './report.ts';
import type { Size } from './schedule.ts';
import { attempt } from './trial.ts';

/** What is enough to find any of the planted bugs, in a quarter of a minute. */
const mutantSize: Size = { minutes: 0.2, clients: 10, intensity: 3, pins: 40 };
const usualSize: Size = { minutes: 5, clients: 20, intensity: 1, pins: 0 };
const atOnce = 3;
/** Whether a short run meets a bug is chance, and depends on the machine. It gets as many seeds as this. */
const seedsForABug = 8;

const values = readOptions();
const seed = number('seed') ?? Math.floor(Math.random() * 2 ** 31);
const size = sizeOn(values.mutate === undefined ? usualSize : mutantSize);
process.exit(
  (await (values.mutate === undefined ? tryOurs() : tryMutants(mutantsNamed(values.mutate)))) ? 0 : 1,
);

async function tryOurs(): Promise<boolean> {
  const outcome = await attempt({
    ...{ seed, size, mutation: undefined, from: values.from, former: values.former },
    tell: console.log,
  });
  console.log(reportOf(outcome));
  return outcome.violations.length === 0;
}

/** Here a run without a violation is the one that failed. */
async function tryMutants(mutants: readonly Mutation[]): Promise<boolean> {
  const left = [...mutants];
  let missed = 0;
  const tryNext = async (): Promise<void> => {
    const mutation = left.shift();
    if (!mutation) return;
    const [first] = await violationsWith(mutation, mutants.length === 1);
    if (first === undefined) missed += 1;
    console.log(`${first ? '✓' : '✗'} ${mutation.name}: ${(first ?? 'not caught').slice(0, 160)}`);
    return tryNext();
  };
  await Promise.all(Array.from({ length: atOnce }, tryNext));
  console.log(`${mutants.length - missed} of ${mutants.length} planted bugs caught`);
  return missed === 0;
}

async function violationsWith(mutation: Mutation, aloud: boolean): Promise<readonly string[]> {
  const tell = aloud ? console.log : () => {};
  for (let next = seed; next < seed + seedsForABug; next += 1) {
    const outcome = await attempt({
      seed: next,
      size,
      mutation,
      from: values.from,
      former: values.former,
      tell,
    });
    if (aloud) console.log(reportOf(outcome));
    if (outcome.violations.length > 0) return outcome.violations;
  }
  return [];
}

function mutantsNamed(name: string): readonly Mutation[] {
  const from = Number(values.third ?? 0) % 3;
  const isNamed = (mutation: Mutation, at: number) =>
    name === 'all' || mutation.name === name || (name === 'third' && at % 3 === from);
  const named = mutations.filter(isNamed);
  const names = mutations.map((mutation) => mutation.name).join(', ');
  return named.length > 0
    ? named
    : giveUp(`There is no bug “${name}” to plant. There are: ${names}; all; and third.`);
}

function sizeOn({ minutes, clients, intensity, pins }: Size): Size {
  return {
    minutes: number('minutes') ?? minutes,
    clients: number('clients') ?? clients,
    intensity: number('intensity') ?? intensity,
    pins: number('pins') ?? pins,
  };
}

function number(name: 'seed' | 'minutes' | 'clients' | 'intensity' | 'pins'): number | undefined {
  if (values[name] === undefined) return undefined;
  const value = Number(values[name]);
  return Number.isFinite(value) && value > 0 ? value : giveUp(`--${name} takes a number greater than 0.`);
}

function readOptions() {
  const names = [
    'seed',
    'minutes',
    'clients',
    'mutate',
    'intensity',
    'pins',
    'from',
    'former',
    'third',
  ] as const;
  type Name = (typeof names)[number];
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' }])) as Record<
    Name,
    { type: 'string' }
  >;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
}
