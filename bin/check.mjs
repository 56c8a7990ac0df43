// npm run check: everything short of the browsers and the fault harness, quick enough to run before every commit.
// npm run check -- --changed: only the tests that import what is not yet committed, and no build.
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { runChecks, step } from './checks.mjs';
import { giveUp } from './give-up.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals } from './tool.mjs';

const { changed } = readOptions();
endWithAllOnSignals();
await ensurePackages();
ensureGuestKey();
const well = await Promise.all([testsPass(), checksAndBuilds()]);
const allWell = well.every(Boolean);
console.log(allWell ? '\nAll is well.' : '\nNot all is well; what is wrong stands above.');
process.exitCode = allWell ? 0 : 1;

async function testsPass() {
  const vitest = ['vitest', 'run', '--reporter=dot'];
  if (!changed) return step('tests, without browsers', vitest);
  const passed = await Promise.all([
    step('boundaries', [...vitest, 'bin/boundaries']),
    step('tests that import what changed', [...vitest, '--changed', '--passWithNoTests']),
  ]);
  console.log('Most tests in the Workers runtime import nothing of what they try, and were left out.');
  return passed.every(Boolean);
}

async function checksAndBuilds() {
  const { failed } = await runChecks({ incremental: true });
  if (!changed) {
    const isBuilt = await ensureBuild(console.error);
    console.log(`\n── both builds, ${isBuilt ? 'up to date' : 'FAILED'}`);
    return failed === 0 && isBuilt;
  }
  return failed === 0;
}

function readOptions() {
  try {
    return parseArgs({ options: { changed: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : error}\nnpm run check takes --changed.`);
  }
}
