import { readFileSync } from 'node:fs';
import { hasCommit } from './sources-at.mjs';
import { total } from './tally.mjs';
import { root, runQuietly } from './tool.mjs';

// Markup is linted but not formatted: Biome's formatter for Svelte is still experimental, and in markup a
// space can be seen. What Biome does not understand of Svelte, svelte-check does, accessibility included.
const checks = {
  'format and lint': ['biome', 'check', '--error-on-warnings'],
  'types of the core': ['tsc', '-p', 'tsconfig.core.json'],
  'types of the Worker': ['tsc', '-p', 'durable/tsconfig.json'],
  'types of the tools': ['tsc', '-p', 'tsconfig.tools.json'],
  'types of the pages': ['svelte-check', '--fail-on-warnings', '--output', 'human'],
};

// The seeds only make a failure easier to see again.
const faultRuns = {
  'a room and its people when everything goes wrong': ['--seed', '7', '--minutes', '0.4', '--intensity', '3'],
};

/** Each look for a planted bug costs a quarter of a minute. A third of them is enough for one change; the next change has another third. */
const plantedBugs = ['--seed', '5', '--mutate', 'third', '--third'];

/** The build that people may still be running when this one is released. */
const formerBuild = JSON.parse(readFileSync(`${root}/protocol/released/former-build.json`, 'utf8'));

const upgradeRuns = {
  'the same while the server is upgraded and rolled back': [
    ...['--seed', '9', '--minutes', '0.3', '--clients', '12', '--intensity', '3', '--pins', '20'],
  ],
};

/**
 * Runs of the fault harness, short enough for every change. Each counts as a test.
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runFaults() {
  const { commit } = formerBuild;
  const command = ['node', 'faults/run.ts'];
  const planted = {
    'the same with bugs planted, which it must notice': [...plantedBugs, await thirdByCommit()],
  };
  const tally = await tallyOf({ ...faultRuns, ...planted }, command);
  if (await hasCommit(commit))
    return total(tally, await tallyOf(upgradeRuns, [...command, '--former', commit]));
  console.log(
    `\n── upgrades are not tried: the build of before, ${commit}, is not in this clone (git fetch --unshallow)`,
  );
  return { ...tally, skipped: tally.skipped + 1 };
}

/** One third after the other, as commits come; in a folder that is no clone always the first. */
async function thirdByCommit() {
  const { ok, output } = await runQuietly(['git', 'rev-list', '--count', 'HEAD']);
  return ok ? output.trim() : '0';
}

/**
 * Format, lint and types. Each runs even after one failed: one look shows all that is wrong.
 * @param {{ incremental?: boolean }} how `incremental`: with what was found out the last time, in half the time
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runChecks({ incremental = false } = {}) {
  await runQuietly(['svelte-kit', 'sync']);
  return tallyOf(incremental ? incrementally(checks) : checks);
}

/** @param {Record<string, string[]>} steps */
function incrementally(steps) {
  return Object.fromEntries(
    Object.entries(steps).map(([name, command]) => {
      const [tool, , config = ''] = command;
      if (tool === 'svelte-check') return [name, [...command, '--incremental']];
      if (tool !== 'tsc') return [name, command];
      const notes = `.wrangler/types/${config.replace('/', '-')}`;
      return [name, [...command, '--incremental', '--tsBuildInfoFile', notes]];
    }),
  );
}

/**
 * @param {Record<string, string[]>} steps
 * @param {string[]} command what all of them begin with
 */
async function tallyOf(steps, command = []) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, rest] of Object.entries(steps)) {
    tally[(await step(name, [...command, ...rest])) ? 'passed' : 'failed'] += 1;
  }
  return tally;
}

/**
 * Runs one step, and prints under its name what it said: in one piece, since others run beside it.
 * @param {string} name
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether it went well
 */
export async function step(name, command, env = {}) {
  const since = performance.now();
  const { ok, output } = await runQuietly(command, { NO_COLOR: '1', ...env });
  const seconds = ((performance.now() - since) / 1000).toFixed(1);
  console.log(`\n── ${name}, ${seconds} s${ok ? '' : ', FAILED'}${output ? `\n${output}` : ''}`);
  return ok;
}
