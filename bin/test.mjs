// npm test: everything, on a machine that may have nothing yet. The last line is `N passed, N failed`.
import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { runChecks, runFaults } from './checks.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { tallyOfPlaywright, tallyOfVitest, total } from './tally.mjs';
import { root, run } from './tool.mjs';

const results = `${root}/test-results`;
const vitestReport = `${results}/vitest.json`;
const playwrightReport = `${results}/playwright.json`;

// Said however this ends: to not get as far as the tests is a failure too.
let tally = { passed: 0, failed: 1, skipped: 0 };
process.on('exit', () => {
  const { passed, failed, skipped } = tally;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

ensurePackages();
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
ensureBrowsers();
ensureGuestKey();
ensureBuild();
rmSync(results, { recursive: true, force: true });

// Each check counts as a test. They take ten seconds, and nothing else would run them on every change.
const checks = runChecks();
const unit = run([
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
]);
const faults = runFaults();
const e2e = run(['playwright', 'test', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
});

tally = total(checks, tallyOfVitest(vitestReport, unit), faults, tallyOfPlaywright(playwrightReport, e2e));
process.exitCode = tally.failed > 0 ? 1 : 0;
