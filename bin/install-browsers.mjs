import { expectedBrowsers, findBrowsers, isDebian } from './browsers.mjs';
import { giveUp } from './give-up.mjs';
import { run, runQuietly } from './tool.mjs';

const debianPackages = {
  chromium: ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'],
  firefox: ['firefox-esr'],
  webkitgtk: ['webkit2gtk-driver', 'xvfb', 'xauth'],
};

/** Sees to the browsers of the end-to-end tests: all that this machine can have, Chromium at the least. */
export function ensureBrowsers() {
  let missing = missingBrowsers();
  if (missing.length > 0) {
    console.log(`Installing browsers for the end-to-end tests: ${missing.join(', ')} …`);
    const output =
      isDebian() && process.getuid?.() === 0 ? installByApt(missing) : installByPlaywright(missing);
    missing = missingBrowsers();
    if (missing.includes('chromium')) {
      giveUp(
        `${output}\n\nThe end-to-end tests need Chromium, and it could not be installed.\n` +
          'Install Chromium or Chrome yourself, or name one: E2E_CHROMIUM=/path/to/chromium npm test',
      );
    }
  }
  console.log(`Browsers found: ${Object.keys(findBrowsers()).join(', ')}.`);
  if (missing.length === 0) return;
  const sentence = `Not found, and so not tested in: ${missing.join(', ')}.`;
  if (process.env['CI']) giveUp(sentence);
  console.log(sentence);
}

function missingBrowsers() {
  const found = findBrowsers();
  return expectedBrowsers().filter((name) => !found[name]);
}

/**
 * @param {(keyof typeof debianPackages)[]} missing
 * @returns {string} what the installer said
 */
function installByApt(missing) {
  const packages = missing.flatMap((name) => debianPackages[name]);
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q'];
  const update = runQuietly([...quiet, 'update']);
  if (!update.ok) return update.output;
  return runQuietly([...quiet, 'install', '-y', '--no-install-recommends', ...packages]).output;
}

/**
 * @param {(keyof typeof debianPackages)[]} missing
 * @returns {string} empty: its progress went to the screen
 */
function installByPlaywright(missing) {
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const engines = missing.filter((name) => name !== 'webkitgtk');
  if (engines.length > 0) run(['playwright', 'install', ...(asRoot ? ['--with-deps'] : []), ...engines]);
  return '';
}
