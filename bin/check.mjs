// npm run check: everything short of the browsers and the fault harness, quick enough to run before every commit.
// npm run check -- --changed: only the tests that what is not yet committed can have changed, and no build.
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

function testsPass() {
  const which = changed ? ['--changed', '--passWithNoTests'] : [];
  return step('tests, without browsers', ['vitest', 'run', '--reporter=dot', ...which]);
}

async function checksAndBuilds() {
  const { failed } = await runChecks({ incremental: true });
  if (!changed) {
    await ensureBuild();
    console.log('\n── both builds are up to date');
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
