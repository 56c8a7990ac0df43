import { expectedBrowsers, findBrowsers, isDebian } from './browsers.mjs';
import { causeIn, giveUp } from './give-up.mjs';
import { run, runQuietly } from './tool.mjs';

const debianPackages = {
  chromium: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
  headlessShell: ['chromium-headless-shell'],
  firefox: ['firefox-esr'],
  webkitgtk: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

/** Sees to the browsers of the end-to-end tests: all that this machine can have, some Chromium at the least. */
export async function ensureBrowsers() {
  let missing = missingBrowsers();
  if (missing.length > 0) {
    console.log(`Installing browsers for the end-to-end tests: ${missing.join(', ')} …`);
    const byApt = isDebian() && process.getuid?.() === 0;
    const output = await (byApt ? installByApt(missing) : installByPlaywright(missing));
    missing = missingBrowsers();
    if (missing.includes('chromium') && missing.includes('headlessShell')) {
      giveUp(
        `${output}\n\nThe end-to-end tests need Chromium, and it could not be installed. ${causeIn(output) ?? ''}\n` +
          'Install Chromium or Chrome yourself, or name one: E2E_CHROMIUM=/path/to/chromium npm test',
      );
    }
  }
  console.log(`Browsers found: ${Object.keys(findBrowsers()).join(', ')}.`);
  // Without the headless shell the same tests run in the full browser, only slower.
  const untested = missing.filter((name) => name !== 'headlessShell');
  if (untested.length === 0) return;
  const sentence = `Not found, and so not tested in: ${untested.join(', ')}.`;
  if (process.env['CI']) giveUp(sentence);
  console.log(sentence);
}

function missingBrowsers() {
  const found = findBrowsers();
  return expectedBrowsers().filter((name) => !found[name]);
}

/**
 * @param {(keyof typeof debianPackages)[]} missing
 * @returns {Promise<string>} what the installer said
 */
async function installByApt(missing) {
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const install = [...quiet, 'apt-get', '-q', 'install', '-y', '--no-install-recommends'];
  const needed = missing.filter((name) => name !== 'headlessShell');
  // An installation that was interrupted has to be finished first; else there is nothing to do.
  const steps = [
    [...quiet, 'dpkg', '--configure', '-a'],
    [...quiet, 'apt-get', '-q', 'update'],
    ...(needed.length > 0 ? [[...install, ...needed.flatMap((name) => debianPackages[name])]] : []),
    // Last and by itself: an older Debian does not have it, and it can be done without.
    ...(missing.includes('headlessShell') ? [[...install, ...debianPackages.headlessShell]] : []),
  ];
  for (const step of steps) {
    const { ok, output } = await runQuietly(step);
    if (!ok) return output;
  }
  return '';
}

/**
 * @param {(keyof typeof debianPackages)[]} missing
 * @returns {Promise<string>} empty: its progress went to the screen
 */
async function installByPlaywright(missing) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  // Its Chromium comes with the headless shell. Nothing is loaded for that alone.
  const engines = missing.filter((name) => name === 'chromium' || name === 'firefox');
  if (engines.length > 0)
    await run(['playwright', 'install', ...(asRoot ? ['--with-deps'] : []), ...engines]);
  return '';
}
