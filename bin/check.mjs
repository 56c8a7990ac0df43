// npm run check: everything short of the browsers, quick enough to run before every commit.
import { ensureBuild } from './build.mjs';
import { runChecks, step } from './checks.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
const well = [
  (await runChecks({ incremental: true })).failed === 0,
  await step('boundaries and unit tests', ['vitest', 'run', '--reporter=dot']),
];
console.log('\n── both builds');
await ensureBuild();
const allWell = well.every(Boolean);
console.log(allWell ? '\nAll is well.' : '\nNot all is well; what is wrong stands above.');
process.exitCode = allWell ? 0 : 1;
