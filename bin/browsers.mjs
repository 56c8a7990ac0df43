import { existsSync, readdirSync } from 'node:fs';
import { chromium, firefox } from 'playwright';
import { giveUp } from './give-up.mjs';

/**
 * How Playwright starts an engine.
 * @typedef {{ executablePath?: string, channel?: string, args?: string[] }} Launch
 *
 * What the end-to-end tests can run in, found on this machine.
 * @typedef {{
 *   chromium?: Launch,
 *   firefox?: Launch,
 *   webkitgtk?: { driver: string, miniBrowser: string, display: string },
 * }} Browsers
 */

const onMac = '/Applications';
const chromiums = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  `${onMac}/Google Chrome.app/Contents/MacOS/Google Chrome`,
];
const firefoxes = ['/usr/bin/firefox-esr', '/usr/bin/firefox', `${onMac}/Firefox.app/Contents/MacOS/firefox`];

/**
 * A variable that names a file, then Playwright's own build, then the system's browser.
 * @returns {Browsers}
 */
export function findBrowsers() {
  return {
    ...found('chromium', findChromium()),
    ...found('firefox', findFirefox()),
    ...found('webkitgtk', findWebKitGtk()),
  };
}

/** What a run under CI must not quietly go without. @returns {(keyof Browsers)[]} */
export function expectedBrowsers() {
  return isDebian() ? ['chromium', 'firefox', 'webkitgtk'] : ['chromium', 'firefox'];
}

export function isDebian() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/** @returns {Launch | undefined} */
function findChromium() {
  const named = namedBy('E2E_CHROMIUM');
  // Its sandbox refuses to run as root. And nothing it looks up for itself leaves this machine.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1', ...asRoot];
  if (!named && existsSync(chromium.executablePath())) return { channel: 'chromium', args };
  const executablePath = named ?? chromiums.find((path) => existsSync(path));
  return executablePath ? { executablePath, args } : undefined;
}

/** @returns {Launch | undefined} */
function findFirefox() {
  const named = namedBy('E2E_FIREFOX');
  if (!named && existsSync(firefox.executablePath())) return {};
  const executablePath = named ?? firefoxes.find((path) => existsSync(path));
  // A stock Firefox is driven by WebDriver BiDi, for which this is Playwright's name.
  return executablePath ? { executablePath, channel: 'moz-firefox' } : undefined;
}

function findWebKitGtk() {
  const driver = '/usr/bin/WebKitWebDriver';
  const display = '/usr/bin/Xvfb';
  const libraries = existsSync('/usr/lib') ? readdirSync('/usr/lib') : [];
  const miniBrowser = libraries
    .map((folder) => `/usr/lib/${folder}/webkit2gtk-4.1/MiniBrowser`)
    .find((path) => existsSync(path));
  return miniBrowser && existsSync(driver) && existsSync(display)
    ? { driver, miniBrowser, display }
    : undefined;
}

/** @param {string} variable */
function namedBy(variable) {
  const path = process.env[variable];
  if (path && !existsSync(path)) giveUp(`${variable} names ${path}, and there is no such file.`);
  return path || undefined;
}

/**
 * @template T
 * @param {keyof Browsers} name
 * @param {T | undefined} browser
 */
function found(name, browser) {
  return browser ? { [name]: browser } : {};
}
