import type { BrowserContext, Locator, Page } from 'playwright/test';
import type { Line } from '../line.ts';

/** A tab in somebody's browser, and the line that their browser has. */
export type Tab = { name: string; context: BrowserContext; page: Page; line: Line };

export async function hasScripts({ page }: Tab): Promise<boolean> {
  return page.evaluate(() => matchMedia('(scripting: enabled)').matches);
}

/** On a touch screen Enter breaks the line, and without scripts it does so everywhere. */
export async function sendsByEnter({ page }: Tab): Promise<boolean> {
  return page.evaluate(
    () => matchMedia('(scripting: enabled)').matches && !matchMedia('(pointer: coarse)').matches,
  );
}

/** With a finger where there is a touch screen, else with the mouse. */
export async function press(button: Locator): Promise<void> {
  const hasTouch = await button.evaluate(() => navigator.maxTouchPoints > 0);
  await (hasTouch ? button.tap() : button.click());
}

/** Not on a touch screen. A Firefox without a screen takes itself for one. */
export async function canHover({ page }: Tab): Promise<boolean> {
  return page.evaluate(() => matchMedia('(hover: hover)').matches);
}
