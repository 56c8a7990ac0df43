// npm run e2e -- ARGS: the end-to-end tests alone, with any of Playwright's own arguments.
import { ensureBuild } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

const options = process.argv.slice(2);
const onScreen = options.find((option) => /^--(headed|debug|ui)\b/.test(option));
const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
if (onScreen && !hasScreen) {
  giveUp(`${onScreen} shows a browser, and this machine has no screen (DISPLAY is not set). Leave it out.`);
}
endWithAllOnSignals();
await ensurePackages();
// Only now: it imports a package.
const { ensureBrowsers } = await import('./install-browsers.mjs');
await ensureBrowsers();
ensureGuestKey();
await ensureBuild();
process.exitCode = await run(['playwright', 'test', ...options], onScreen ? { E2E_ON_SCREEN: '1' } : {});
