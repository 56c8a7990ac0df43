// npm run e2e -- ARGS: the end-to-end tests alone, with any of Playwright's own arguments.
import { ensureBuild } from './build.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
await ensureBrowsers();
ensureGuestKey();
await ensureBuild();
process.exitCode = await run(['playwright', 'test', ...process.argv.slice(2)]);
