import { By, Key, until, type WebDriver } from 'selenium-webdriver';
import { expect, test } from './people.ts';
import { withWebKitGtk } from './webkitgtk.ts';

const patienceMs = 15_000;

test('in WebKitGTK a person steps in from the lobby, reads and talks', async ({ ghost, room, site }) => {
  await ghost.says('hello from a socket');
  await withWebKitGtk(async (browser) => {
    await browser.get(site);
    await (await labelled(browser, 'Your name')).sendKeys('Wanda');
    await (await labelled(browser, 'Room')).sendKeys(room, Key.ENTER);
    await browser.wait(until.urlIs(`${site}/r/${room}`), patienceMs);
    await sees(browser, 'Ghost', 'hello from a socket');

    const composer = await browser.wait(
      until.elementLocated(By.css('textarea[aria-label="Message"]')),
      patienceMs,
    );
    // Present, hence listening to the keyboard and to the room.
    await browser.wait(until.elementLocated(By.xpath('//aside//li[contains(., "Wanda")]')), patienceMs);
    await composer.sendKeys('hello from WebKit', Key.ENTER);
    await ghost.hears('hello from WebKit');
    await sees(browser, 'You', 'hello from WebKit');

    await ghost.says('heard you');
    await sees(browser, 'Ghost', 'heard you');
    expect(await composer.getAttribute('value')).toBe('');
  });
});

async function labelled(browser: WebDriver, label: string) {
  const of = By.xpath(`//input[@id = //label[normalize-space() = "${label}"]/@for]`);
  return browser.wait(until.elementLocated(of), patienceMs);
}

async function sees(browser: WebDriver, from: string, text: string): Promise<void> {
  const words = By.xpath(
    `//*[@role="log"]//article[.//header//bdi = "${from}"]//p[normalize-space() = "${text}"]`,
  );
  await browser.wait(
    until.elementIsVisible(browser.wait(until.elementLocated(words), patienceMs)),
    patienceMs,
  );
}
