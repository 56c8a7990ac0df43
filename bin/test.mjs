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
const playwright = ['playwright', 'test', '--reporter=list,json'];
/** @param {string} part */
const playwrightReport = (part) => `${results}/playwright-${part}.json`;

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
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
// Beside each other what waits and what computes: for a download, and then for time to pass. The fault harness has the
// machine nearly to itself, because a planted bug counts as noticed by whatever goes wrong.
const [code] = await Promise.all([proveCode(), ensureBrowsers()]);
const [faults, patient] = await Promise.all([runFaults(), provePatience()]);
tally = total(code, faults, patient, await proveTheRest());
process.exitCode = tally.failed > 0 ? 1 : 0;

/** Each check counts as a test: nothing else would run them on every change. */
async function proveCode() {
  await ensureBuild();
  const checks = await runChecks();
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const isWell = await step('tests, without browsers', ['vitest', 'run', ...reporters]);
  return total(checks, tallyOfVitest(vitestReport, isWell ? 0 : 1));
}

/** What happens only after a minute, or ten seconds, in which nothing does. Its traces stay when the rest begins. */
async function provePatience() {
  const report = playwrightReport('patient');
  const which = ['--grep', '@patient', '--output', `${results}/e2e-patient`];
  const isWell = await step('what takes its time, in a browser', [...playwright, ...which], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return tallyOfPlaywright(report, isWell ? 0 : 1);
}

async function proveTheRest() {
  const report = playwrightReport('rest');
  // Pictures are for people to look at, and prove nothing.
  const code = await run([...playwright, '--grep-invert', '@patient|@pictures|@figures'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return tallyOfPlaywright(report, code);
}
