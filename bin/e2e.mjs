// npm run e2e -- ARGS: the end-to-end tests alone, with any of Playwright's own arguments.
import { ensureBuild } from './build.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { run } from './tool.mjs';

ensurePackages();
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
ensureBrowsers();
ensureGuestKey();
ensureBuild();
process.exitCode = run(['playwright', 'test', ...process.argv.slice(2)]);
