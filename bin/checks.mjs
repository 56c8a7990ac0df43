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

/**
 * Format, lint and types, in about ten seconds. Each runs even after one failed: one look shows all that is
 * wrong.
 * @returns {import('./tally.mjs').Tally}
 */
export function runChecks() {
  runQuietly(['svelte-kit', 'sync']);
  const failed = Object.entries(checks).filter(([name, command]) => !step(name, command)).length;
  return { passed: Object.keys(checks).length - failed, failed, skipped: 0 };
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
