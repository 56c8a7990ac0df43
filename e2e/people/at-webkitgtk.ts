import { By, Key, until, type WebDriver } from 'selenium-webdriver';

const patienceMs = 15_000;

/** Somebody at WebKitGTK, who can do as much as a smoke test needs. */
export function personAtWebKitGtk(browser: WebDriver) {
  const finds = (what: By) => browser.wait(until.elementLocated(what), patienceMs);
  const labelled = (label: string) =>
    finds(By.xpath(`//input[@id = //label[normalize-space() = "${label}"]/@for]`));
  const composer = By.css('textarea[aria-label="Message"]');

  return {
    /** Gives a name and a room's address in the lobby, and is where they lead. */
    async stepsIn(site: string, { name, room }: { name: string; room: string }): Promise<void> {
      await browser.get(site);
      await (await labelled('Your name')).sendKeys(name);
      await (await labelled('Room')).sendKeys(room, Key.ENTER);
      await browser.wait(until.urlIs(`${site}/r/${room}`), patienceMs);
    },

    /** Is shown among the people, so their page listens to the keyboard and to the room. */
    async isIn(name: string): Promise<void> {
      await finds(composer);
      await finds(By.xpath(`//aside//li[contains(., "${name}")]`));
    },

    async says(text: string): Promise<void> {
      await (await finds(composer)).sendKeys(text, Key.ENTER);
    },

    async sees(text: string, { from }: { from: string }): Promise<void> {
      const row = `//*[@role="log"]//article[.//header//bdi = "${from}"]`;
      const words = await finds(By.xpath(`${row}//p[normalize-space() = "${text}"]`));
      await browser.wait(until.elementIsVisible(words), patienceMs);
    },

    /** What is written and not yet said. */
    async draft(): Promise<string | null> {
      return (await finds(composer)).getAttribute('value');
    },
  };
}
