// npm test: everything, on a machine that may have nothing yet. The last line is `N passed, N failed`.
import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { runChecks, runFaults } from './checks.mjs';
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
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
await ensureBrowsers();
ensureGuestKey();
await ensureBuild();
rmSync(results, { recursive: true, force: true });

// Each check counts as a test. They take ten seconds, and nothing else would run them on every change.
const checks = await runChecks();
const unit = await run([
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
]);
const faults = await runFaults();
const e2e = await run(['playwright', 'test', '--reporter=list,json'], {
  PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
});

tally = total(checks, tallyOfVitest(vitestReport, unit), faults, tallyOfPlaywright(playwrightReport, e2e));
process.exitCode = tally.failed > 0 ? 1 : 0;
