import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Browser, Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { findBrowsers } from '../bin/browsers.mjs';
import { freePort } from '../bin/port.mjs';

const patienceMs = 20_000;

/** Lends WebKitGTK's own small browser, on a screen that nobody sees, to `use`. */
export async function withWebKitGtk(use: (browser: WebDriver) => Promise<void>): Promise<void> {
  const { webkitgtk } = findBrowsers();
  if (!webkitgtk) throw new Error('WebKitGTK is not installed.');
  const { screen, display } = await openScreen(webkitgtk.display);
  try {
    const port = await freePort();
    const driver = spawn(webkitgtk.driver, [`--port=${port}`], {
      env: { ...process.env, DISPLAY: display },
      stdio: 'ignore',
    });
    try {
      await isReady(port);
      const browser = await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities(
          new Capabilities()
            .setBrowserName(Browser.SAFARI)
            .set('browserName', 'MiniBrowser')
            .set('webkitgtk:browserOptions', { binary: webkitgtk.miniBrowser, args: ['--automation'] }),
        )
        .build();
      try {
        await use(browser);
      } finally {
        await browser.quit();
      }
    } finally {
      await end(driver);
    }
  } finally {
    await end(screen);
  }
}

// Xvfb finds a free display by itself, and says which on the descriptor it is given.
async function openScreen(xvfb: string): Promise<{ screen: ChildProcess; display: string }> {
  const screen = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const said = screen.stdio[3];
  if (!said) throw new Error('There is no pipe to hear the display from.');
  const noScreen = Promise.race([once(screen, 'error'), once(screen, 'exit')]).then(() => {
    throw new Error(`${xvfb} could not open a screen for WebKitGTK.`);
  });
  const [number] = await Promise.race([once(said, 'data'), noScreen]);
  return { screen, display: `:${String(number).trim()}` };
}

async function isReady(port: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error('WebKitWebDriver did not answer.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
