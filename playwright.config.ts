import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices, type Project } from 'playwright/test';
import { findBrowsers } from './bin/browsers.mjs';
import { freePort } from './bin/port.mjs';

// The workers of a run read this file too; what its first reading chose, they inherit.
process.env.E2E_PORT ??= `${await freePort()}`;
process.env.E2E_STATE ??= mkdtempSync(join(tmpdir(), 'lull-e2e-'));
const { E2E_PORT: port, E2E_STATE: state } = process.env;
// A deployment that is tried as it is, by its address. Tests that stop, break or read a server start one of their own.
const elsewhere = process.env.BASE_URL?.replace(/\/$/, '');
const { chromium, headlessShell, firefox, webkitgtk } = findBrowsers();

const desktop = { viewport: { width: 1280, height: 800 } };
const special = /(mixed|webkitgtk)\.spec\.ts/;

const projects: Project[] = [];

const usual = headlessShell ?? chromium;
if (usual) {
  // The one test that needs the full browser starts that by itself: way-back.spec.ts.
  const { channel, ...launchOptions } = usual;
  const use = { browserName: 'chromium', ...(channel ? { channel } : {}), launchOptions } as const;
  const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 } };
  projects.push({ name: 'chromium', testIgnore: special, use: { ...desktop, ...use } });
  projects.push({
    name: 'phone',
    testIgnore: special,
    grepInvert: /@once|@desktop/,
    use: { ...phone, ...use },
  });
  // Two engines in one test: it starts the second one itself.
  if (firefox) projects.push({ name: 'mixed', testMatch: /mixed\.spec\.ts/, use: { ...desktop, ...use } });
}

if (firefox) {
  const { channel, ...launchOptions } = firefox;
  projects.push({
    name: 'firefox',
    testIgnore: special,
    grepInvert: /@once|@chromium/,
    use: { ...desktop, browserName: 'firefox', ...(channel ? { channel } : {}), launchOptions },
  });
}

// Driven by selenium-webdriver, not by Playwright.
if (webkitgtk) projects.push({ name: 'webkitgtk', testMatch: /webkitgtk\.spec\.ts/ });

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  // The second run of a test that failed is there for its trace, and cannot make it pass. Tracing them all would
  // double the time that tests take.
  retries: 1,
  failOnFlakyTests: true,
  // Generous, for a machine that does other things as well: a test that passes waits for none of it.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: elsewhere ?? `http://localhost:${port}`,
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
    trace: 'on-first-retry',
    // An endless animation is painted by the processor here. In history.spec.ts things move.
    contextOptions: { reducedMotion: 'reduce' },
    // A video would need Playwright's own ffmpeg; a trace shows the same.
    video: 'off',
  },
  projects,
  ...(elsewhere
    ? {}
    : {
        webServer: {
          command: `node bin/start.mjs --no-build --port ${port} --state ${state}`,
          url: `http://localhost:${port}/favicon.svg`,
          // A server left over from elsewhere would be another build over other rooms.
          reuseExistingServer: false,
          gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
          timeout: 90_000,
        },
      }),
});
