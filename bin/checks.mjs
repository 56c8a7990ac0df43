import { run, runQuietly } from './tool.mjs';

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
  'the same with bugs planted, which it must notice': ['--seed', '5', '--mutate', 'all'],
};

/**
 * Two runs of the fault harness, short enough for every change. Each counts as a test.
 * @returns {import('./tally.mjs').Tally}
 */
export function runFaults() {
  return tallyOf(faultRuns, ['node', 'faults/run.ts']);
}

/**
 * Format, lint and types, in about ten seconds. Each runs even after one failed: one look shows all that is
 * wrong.
 * @returns {import('./tally.mjs').Tally}
 */
export function runChecks() {
  runQuietly(['svelte-kit', 'sync']);
  return tallyOf(checks);
}

/**
 * @param {Record<string, string[]>} steps
 * @param {string[]} command what all of them begin with
 */
function tallyOf(steps, command = []) {
  const failed = Object.entries(steps).filter(([name, rest]) => !step(name, [...command, ...rest])).length;
  return { passed: Object.keys(steps).length - failed, failed, skipped: 0 };
}

/**
 * Runs one step under its name.
 * @param {string} name
 * @param {string[]} command
 * @returns {boolean} whether it went well
 */
export function step(name, command) {
  console.log(`\n── ${name}`);
  return run(command) === 0;
}
