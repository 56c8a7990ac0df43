// npm test: everything, on a machine that may have nothing yet. The last line is `N passed, N failed`.
import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { tallyOfPlaywright, tallyOfVitest, total } from './tally.mjs';
import { root, run } from './tool.mjs';

const results = `${root}/test-results`;
const vitestReport = `${results}/vitest.json`;
const playwrightReport = `${results}/playwright.json`;

ensurePackages();
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
ensureBrowsers();
ensureGuestKey();
ensureBuild();
rmSync(results, { recursive: true, force: true });

// Types are left to `npm run check`: a wrong type fails no person, and this is long enough.
const unit = run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]);
const e2e = run(['playwright', 'test', '--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport });

const { passed, failed, skipped } = total(tallyOfVitest(vitestReport, unit), tallyOfPlaywright(playwrightReport, e2e));
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
