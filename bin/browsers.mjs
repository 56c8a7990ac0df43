import { existsSync, readdirSync } from 'node:fs';
import { chromium, firefox } from 'playwright';
import { giveUp } from './give-up.mjs';

/**
 * How Playwright starts an engine.
 * @typedef {{
 *   executablePath?: string,
 *   channel?: string,
 *   args?: string[],
 *   firefoxUserPrefs?: Record<string, string | number | boolean>,
 * }} Launch
 *
 * What the end-to-end tests can run in, found on this machine. `headlessShell` is Chromium's engine without a window:
 * a test takes half as long in it (a context costs 0.2 s, not 0.7), and it lacks the back-forward cache.
 * @typedef {{
 *   chromium?: Launch,
 *   headlessShell?: Launch,
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
const headlessShell = '/usr/bin/chromium-headless-shell';
const firefoxes = ['/usr/bin/firefox-esr', '/usr/bin/firefox', `${onMac}/Firefox.app/Contents/MacOS/firefox`];

/**
 * A variable that names a file, then Playwright's own build, then the system's browser.
 * @returns {Browsers}
 */
export function findBrowsers() {
  return {
    ...found('chromium', findChromium()),
    ...found('headlessShell', findHeadlessShell()),
    ...found('firefox', findFirefox()),
    ...found('webkitgtk', findWebKitGtk()),
  };
}

/** What the tests are to have here, and a run under CI must not quietly go without. @returns {(keyof Browsers)[]} */
export function expectedBrowsers() {
  return [
    'chromium',
    ...(wantsHeadlessShell() ? /** @type {const} */ (['headlessShell']) : []),
    'firefox',
    ...(isDebian() ? /** @type {const} */ (['webkitgtk']) : []),
  ];
}

export function isDebian() {
  return existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/** @returns {Launch | undefined} */
function findChromium() {
  const named = namedBy('E2E_CHROMIUM');
  const args = chromiumArguments();
  if (!named && existsSync(chromium.executablePath())) return { channel: 'chromium', args };
  const executablePath = named ?? chromiums.find((path) => existsSync(path));
  return executablePath ? { executablePath, args } : undefined;
}

/** @returns {Launch | undefined} */
function findHeadlessShell() {
  if (!wantsHeadlessShell()) return undefined;
  const named = namedBy('E2E_HEADLESS_SHELL');
  const args = chromiumArguments();
  if (!named && playwrightHasHeadlessShell()) return { channel: 'chromium-headless-shell', args };
  if (named) return { executablePath: named, args };
  return existsSync(headlessShell) ? { executablePath: headlessShell, args } : undefined;
}

// Whoever names a Chromium wants the tests to run in that one, and on a screen it has nothing to show. bin/e2e.mjs sets
// the second variable.
function wantsHeadlessShell() {
  return !process.env['E2E_CHROMIUM'] && !process.env['E2E_ON_SCREEN'];
}

/** Nothing it looks up for itself leaves this machine. And its sandbox refuses to run as root. */
function chromiumArguments() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1', ...asRoot];
}

// Playwright names only the path of the full build. It unpacks the other one beside it, of the same revision.
function playwrightHasHeadlessShell() {
  const [, before, revision] = /^(.*)chromium-(\d+)/.exec(chromium.executablePath()) ?? [];
  return before !== undefined && existsSync(`${before}chromium_headless_shell-${revision}`);
}

/** @returns {Launch | undefined} */
function findFirefox() {
  const named = namedBy('E2E_FIREFOX');
  // It takes a wish for reduced motion in this form only.
  const firefoxUserPrefs = { 'ui.prefersReducedMotion': 1 };
  if (!named && existsSync(firefox.executablePath())) return { firefoxUserPrefs };
  const executablePath = named ?? firefoxes.find((path) => existsSync(path));
  // A stock Firefox is driven by WebDriver BiDi, for which this is Playwright's name.
  return executablePath ? { executablePath, channel: 'moz-firefox', firefoxUserPrefs } : undefined;
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
