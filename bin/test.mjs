// npm test: everything, on a machine that may have nothing yet. The last line is `N passed, N failed`.
import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { runChecks, runFaults, step } from './checks.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { tallyOfPlaywright, tallyOfVitest, total } from './tally.mjs';
import { endWithAllOnSignals, root, run } from './tool.mjs';

const results = `${root}/test-results`;
const vitestReport = `${results}/vitest.json`;
const playwrightReport = `${results}/playwright.json`;

// Said however this ends: to not get as far as the tests is a failure too.
let tally = { passed: 0, failed: 1, skipped: 0 };
process.on('exit', () => {
  const { passed, failed, skipped } = tally;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

endWithAllOnSignals();
await ensurePackages();
ensureGuestKey();
rmSync(results, { recursive: true, force: true });
// Beside each other, because each of the two waits a lot: for a download, or for time to pass.
const [code, faults] = await Promise.all([proveCode(), proveFaults()]);
const e2e = await run(['playwright', 'test', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
});
tally = total(code, faults, tallyOfPlaywright(playwrightReport, e2e));
process.exitCode = tally.failed > 0 ? 1 : 0;

/** Each check counts as a test: nothing else would run them on every change. */
async function proveCode() {
  await ensureBuild();
  const checks = await runChecks();
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const isWell = await step('tests, without browsers', ['vitest', 'run', ...reporters]);
  return total(checks, tallyOfVitest(vitestReport, isWell ? 0 : 1));
}

async function proveFaults() {
  // Only now: it imports a package.
  const { ensureBrowsers } = await import('./install-browsers.mjs');
  await ensureBrowsers();
  return runFaults();
}
