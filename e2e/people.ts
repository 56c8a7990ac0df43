import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type APIResponse,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
} from 'playwright/test';
import { Line } from './line.ts';
import { openRoom, RawClient } from './raw-client.ts';

export { expect } from 'playwright/test';

/** What a browser itself says of a line that a test has broken. */
export const brokenLine = /WebSocket connection to|establish a connection|The connection to ws|net::ERR_/;

/** How long somebody who is gone is still shown. */
const leaveGraceMs = 10_000;

type People = {
  /** The server that everybody in the test talks to. */
  site: string;
  /** A room that no other test is in. */
  room: string;
  /** Another one beside it. */
  aside: string;
  /** One that Ana has made, and decides in. */
  own: string;
  ana: Person;
  bo: Person;
  cy: Person;
  /** Where Dora sits, who closes her browser and opens it again. */
  computer: Computer;
  /** Somebody without a browser, who can say a lot at once. */
  ghost: RawClient;
};

/** An address that nobody has made a room at. */
export const newRoom = () => `room-${randomUUID().slice(0, 13)}`;

export const test = base.extend<People>({
  site: async ({ baseURL }, use) => use(baseURL ?? ''),
  room: async ({ site }, use) => {
    const room = newRoom();
    await openRoom(site, room);
    await use(room);
  },
  aside: async ({ site, room }, use) => {
    const aside = `${room}-aside`;
    await openRoom(site, aside);
    await use(aside);
  },
  own: async ({ ana }, use) => {
    const own = newRoom();
    await ana.makes(own);
    await use(own);
  },
  ana: async ({ browser, site, contextOptions }, use) =>
    withPerson('Ana', browser, site, contextOptions, use),
  bo: async ({ browser, site, contextOptions }, use) => withPerson('Bo', browser, site, contextOptions, use),
  cy: async ({ browser, site, contextOptions }, use) => withPerson('Cy', browser, site, contextOptions, use),
  computer: async ({ site, playwright, browserName, channel, launchOptions, contextOptions }, use) => {
    const line = await Line.to(site);
    const folder = await mkdtemp(join(tmpdir(), 'lull-browser-'));
    const computer = new Computer(line, () =>
      playwright[browserName].launchPersistentContext(folder, {
        ...launchOptions,
        ...(channel ? { channel } : {}),
        ...contextOptions,
        baseURL: line.url,
      }),
    );
    try {
      await use(computer);
      expect(computer.troubles, 'what Dora’s browsers complained about').toEqual([]);
    } finally {
      await computer.closesBrowser();
      await line.end();
      await rm(folder, { recursive: true, force: true });
    }
  },
  ghost: async ({ site, room }, use) => {
    const ghost = await RawClient.enters(site, room, 'Ghost');
    await use(ghost);
    await ghost.leaves();
  },
});

/** Lends a person to `use`; afterwards nothing may have gone wrong in any of their tabs. */
export async function withPerson(
  name: string,
  browser: Browser,
  site: string,
  options: BrowserContextOptions,
  use: (person: Person) => Promise<void>,
): Promise<void> {
  const line = await Line.to(site);
  const context = await browser.newContext({ ...options, baseURL: line.url });
  await tellOfViolations(context);
  const person = new Person(name, context, await context.newPage(), line);
  try {
    await use(person);
    expect(person.troubles, `what ${name}’s browser complained about`).toEqual([]);
  } finally {
    await context.close();
    await line.end();
  }
}

/** Whatever a page's policy forbids is a trouble like any other, in browsers that keep it to themselves as well. */
async function tellOfViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`CSP violation: ${violatedDirective} by ${blockedURI} in ${sourceFile}`),
    ),
  );
}

/** A browser that can be closed, and opened again with all that it keeps. */
export class Computer {
  readonly line: Line;
  readonly #launch: () => Promise<BrowserContext>;
  readonly #sittings: Person[] = [];
  #context: BrowserContext | undefined;

  constructor(line: Line, launch: () => Promise<BrowserContext>) {
    this.line = line;
    this.#launch = launch;
  }

  get troubles(): string[] {
    return this.#sittings.flatMap(({ troubles }) => troubles);
  }

  async opensBrowser(): Promise<Person> {
    this.#context = await this.#launch();
    await tellOfViolations(this.#context);
    const dora = new Person('Dora', this.#context, await this.#context.newPage(), this.line);
    this.#sittings.push(dora);
    return dora;
  }

  async closesBrowser(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }
}

/**
 * Somebody at a browser of their own, behind a line of their own. Every role, label and selector is here, in
 * the words of the page; tests say only what people do and see.
 */
export class Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly line: Line;
  readonly #troubles: string[] = [];
  readonly #tabs: Person[] = [];
  #expected: RegExp[] = [];
  #hasOwnClock = false;

  constructor(name: string, context: BrowserContext, page: Page, line: Line) {
    this.name = name;
    this.context = context;
    this.page = page;
    this.line = line;
    const note = (complaint: string) => {
      if (!this.#expected.some((pattern) => pattern.test(complaint))) this.#troubles.push(complaint);
    };
    page.on('pageerror', (error) => note(error.stack ?? error.message));
    page.on('console', (message) => message.type() === 'error' && note(message.text()));
  }

  /** Errors that no person would see, from the pages or the browser's console. */
  get troubles(): string[] {
    return [...this.#troubles, ...this.#tabs.flatMap(({ troubles }) => troubles)];
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  /** The same field, while a message that was said is changed in it. */
  get editor(): Locator {
    return this.page.getByRole('textbox', { name: 'Edit message', exact: true });
  }

  get deletionQuestion(): Locator {
    return this.page.getByRole('dialog', { name: 'Delete this message?' });
  }

  get sendButton(): Locator {
    return this.page.getByRole('button', { name: 'Send', exact: true });
  }

  get log(): Locator {
    return this.page.getByRole('log');
  }

  /** Where a name is asked for, in the lobby or below a room's transcript. */
  get nameField(): Locator {
    return this.page.getByRole('textbox', { name: 'Your name', exact: true });
  }

  get roomField(): Locator {
    return this.page.getByRole('textbox', { name: 'Room', exact: true });
  }

  get stepInButton(): Locator {
    return this.page.getByRole('button', { name: 'Step in' });
  }

  get themeSwitch(): Locator {
    return this.page.getByRole('button', { name: 'Switch between light and dark' });
  }

  /** The banner about the line, in whatever words. */
  get banner(): Locator {
    const told = /offline|Finding the room|too many places|Back\. Nothing|browser can’t keep|renewed/;
    return this.page.getByRole('status').filter({ hasText: told });
  }

  /** What a screen reader is told without being asked. */
  get announcements(): Locator {
    return this.page.getByTestId('announcer').locator('p');
  }

  /** From the next page on, its clock can be moved: what it waits for need not be waited for. It goes on by itself too. */
  async hasOwnClock(): Promise<void> {
    await this.page.clock.install();
    this.#hasOwnClock = true;
  }

  /** It no longer goes on by itself. */
  async stopsClock(): Promise<void> {
    await this.page.clock.pauseAt(Date.now() + 1_000);
  }

  /** Time passes for the page, as when a laptop was shut for so long. For a page with a clock of its own. */
  async letsPass(ms: number): Promise<void> {
    await this.page.clock.fastForward(ms);
  }

  /**
   * Goes to the room's address under their name, and is there. Whoever has none yet gets it without a page: how one is
   * asked for is what other tests are about.
   */
  async enters(room: string): Promise<void> {
    await this.#hasAName();
    await this.page.goto(`/r/${room}`);
    await this.isIn();
  }

  /** Chooses another room they know from the list beside this one. */
  async goesTo(room: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Rooms' }).locator(`a[href="/r/${room}"]`).click();
  }

  /** Goes from the room they are in to another one they know, by the list of rooms beside it. */
  async looksInto(room: string): Promise<void> {
    await this.goesTo(room);
    await this.page.waitForURL(`**/r/${room}`);
    await this.isIn();
  }

  /** Fills in the lobby's form as far as it asks. */
  async stepsIn(given: { name?: string; room: string }): Promise<void> {
    if (given.name !== undefined) await this.nameField.fill(given.name);
    await this.roomField.fill(given.room);
    await this.stepInButton.click();
  }

  /** The page is up, and with a script the room has welcomed it. */
  async isIn(): Promise<void> {
    await expect(this.composer).toBeVisible();
    if (await this.#hasScripts()) await expect(this.page.locator('main[data-connection=live]')).toBeVisible();
  }

  /** Has a line again, after an outage so long that the next attempt may be half a minute away. */
  async isBack(): Promise<void> {
    await expect(this.page.locator('main[data-connection=live]')).toBeVisible({ timeout: 45_000 });
  }

  /** The page knows that it has no line to the room. A person is told a little later. */
  async isCutOff(): Promise<void> {
    await expect(this.page.locator('main:not([data-connection=live])')).toBeVisible();
  }

  /**
   * From the next page on, the room's answer to so many messages or edits is a refusal. It comes from the line: what a
   * room refuses, the page refuses sooner, so that a person hardly ever meets this.
   */
  async willBeRefused({ times, of = 'say' }: { times: number; of?: 'say' | 'edit' }): Promise<void> {
    let left = times;
    await this.page.routeWebSocket(/\/socket$/, (here) => {
      const room = here.connectToServer();
      here.onMessage((frame) => {
        const { t, id } = frame === 'ping' ? { t: 'ping', id: '' } : JSON.parse(String(frame));
        if (t !== of || left === 0) return room.send(frame);
        left -= 1;
        const refused = { t: 'refused', reason: 'too-old', sentence: 'Too late.', of: { t, id } };
        here.send(JSON.stringify([refused]));
      });
    });
  }

  /** From the next page on, the room says that it is newer than the page, until the returned function is called. */
  async willBeTooOld(): Promise<() => void> {
    let isNewer = true;
    await this.page.routeWebSocket(/\/socket$/, (here) => {
      if (isNewer) void here.close({ code: 4002 });
      else here.connectToServer();
    });
    return () => {
      isNewer = false;
    };
  }

  async says(text: string): Promise<void> {
    await this.composer.fill(text);
    if (await this.#sendsByEnter()) await this.composer.press('Enter');
    else await this.sendButton.click();
  }

  /** Points at the words, or taps them, and chooses to change them; what they become is still to be written. */
  async beginsToEdit(text: string): Promise<void> {
    await this.#choose('Edit', text);
    await expect(this.editor).toHaveValue(text);
  }

  async edits(text: string, into: string): Promise<void> {
    await this.beginsToEdit(text);
    await this.editor.fill(into);
    await this.savesEdit();
  }

  async savesEdit(): Promise<void> {
    if (await this.#sendsByEnter()) await this.editor.press('Enter');
    else await this.page.getByRole('button', { name: 'Save', exact: true }).click();
  }

  get cancelButton(): Locator {
    return this.page.getByRole('button', { name: 'Cancel', exact: true });
  }

  async cancelsEdit(): Promise<void> {
    await this.cancelButton.click();
  }

  /** Chooses to delete these words, and is asked. */
  async beginsToDelete(text: string): Promise<void> {
    await this.#choose('Delete', text);
    await expect(this.deletionQuestion).toContainText(text);
  }

  async deletes(text: string): Promise<void> {
    await this.beginsToDelete(text);
    await this.answers('Delete');
  }

  /** Says whether the message is to go. */
  async answers(answer: 'Keep it' | 'Delete'): Promise<void> {
    await this.deletionQuestion.getByRole('button', { name: answer, exact: true }).click();
    await expect(this.deletionQuestion).toBeHidden();
  }

  /** Sees these words marked as not the first ones. */
  async seesEdited(text: string, { times = 1 } = {}): Promise<void> {
    const marked = this.#line(text).filter({ has: this.page.locator('time', { hasText: 'edited' }) });
    await expect(marked).toHaveCount(times);
  }

  /** Sees so many places where something was said that is gone. */
  async seesDeleted({ from, times = 1 }: { from?: string; times?: number } = {}): Promise<void> {
    await expect(this.#rows(from).getByText('This message was deleted.')).toHaveCount(times);
  }

  /** Sees these very words, once or so many times, from somebody in particular if one is named. */
  async sees(text: string, { from, times = 1 }: { from?: string; times?: number } = {}): Promise<void> {
    await expect(this.words(text, from)).toHaveCount(times);
  }

  async doesNotSee(text: string): Promise<void> {
    await this.sees(text, { times: 0 });
  }

  /** Sees own words marked as not yet said by the room. */
  async seesWaiting(text: string): Promise<void> {
    await expect(this.#line(text)).toHaveClass(/pending/);
  }

  /** Sees own words as said by the room. */
  async seesSaid(text: string): Promise<void> {
    await expect(this.#line(text)).toHaveCount(1);
    await expect(this.#line(text)).not.toHaveClass(/pending/);
  }

  /** Exactly these are here, in whatever order. */
  async seesPeople(names: string[]): Promise<void> {
    const wanted = [...names].sort();
    const shown = async () => {
      const now = (await this.people()).sort();
      // Whoever is gone stays for ten seconds: they may only be loading the page anew.
      if (this.#hasOwnClock && now.length > wanted.length) await this.letsPass(leaveGraceMs);
      return now;
    };
    const patience = { message: `who ${this.name} sees here`, timeout: 25_000 };
    await expect.poll(shown, patience).toEqual(wanted);
  }

  /** Who is shown to be here. */
  async people(): Promise<string[]> {
    return this.#people.locator('bdi').allTextContents();
  }

  /** Writes down who is said to come and go from now on; the returned function tells. */
  async notesComingsAndGoings(): Promise<() => Promise<string[]>> {
    const notes = await this.page.evaluateHandle(() => {
      const noted: string[] = [];
      const look = () => {
        for (const status of document.querySelectorAll('[role=status]')) {
          const told = status.textContent?.trim() ?? '';
          if (/ (came in|left)$/.test(told) && noted.at(-1) !== told) noted.push(told);
        }
      };
      new MutationObserver(look).observe(document.body, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      return noted;
    });
    return () => notes.evaluate((noted) => noted);
  }

  async seesTranscript(texts: string[]): Promise<void> {
    await expect.poll(() => this.transcript(), `what ${this.name} reads`).toEqual(texts);
  }

  /** What the list holds, from top to bottom. */
  async transcript(): Promise<string[]> {
    return this.log
      .locator('p[dir]')
      .evaluateAll((lines) => lines.map((line) => (line.querySelector('span') ?? line).textContent ?? ''));
  }

  /** The place in the list where these words stand. */
  words(text: string, from?: string): Locator {
    const words = this.page.getByText(text, { exact: true });
    return this.#rows(from).locator('p[dir], p[dir] > span').and(words);
  }

  /** To where the list begins, by one of the ways to get there. */
  async goesToTheVeryTop(way: 'Home' | 'the scroll bar'): Promise<void> {
    if (way === 'the scroll bar') return this.log.evaluate((log) => log.scrollTo(0, -log.scrollHeight));
    await this.log.focus();
    await this.page.keyboard.press('Home');
  }

  async scrollsUp(px: number): Promise<void> {
    await this.log.hover();
    await this.page.mouse.wheel(0, -px);
  }

  /** Scrolls until these words are in sight, however many pages of history that takes. */
  async scrollsUpTo(text: string): Promise<void> {
    await this.log.hover();
    await expect(async () => {
      await this.page.mouse.wheel(0, await this.#wayTo(text));
      await expect(this.words(text)).toBeInViewport({ timeout: 100 });
    }).toPass({ timeout: 30_000, intervals: [50] });
  }

  /** Watches the first line in sight, frame by frame; tells by how many pixels it was ever out of its place. */
  async watchesTheView(): Promise<{ text: string; moved(): Promise<number> }> {
    const watch = await this.log.evaluateHandle((log) => {
      const lines = () => [...log.querySelectorAll('p[dir]')];
      const top = log.getBoundingClientRect().top;
      const line = lines().find((one) => one.getBoundingClientRect().top >= top);
      const start = line?.getBoundingClientRect().top ?? 0;
      const seen = { text: line?.textContent ?? '', most: 0 };
      const look = () => {
        // Looked up anew, because what counts is what the eye sees, not which element shows it.
        const now = lines().find(({ textContent }) => textContent === seen.text);
        const place = now?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
        seen.most = Math.max(seen.most, Math.abs(place - start));
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      return seen;
    });
    const moved = () =>
      // Two frames more, so that what was just seen to arrive has been laid out and painted.
      watch.evaluate(async (seen) => {
        for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
        return seen.most;
      });
    return { text: await watch.evaluate(({ text }) => text), moved };
  }

  /** Waits until the list has stood still for a few frames: wheels turn with momentum. */
  async restsEyes(): Promise<void> {
    await this.log.evaluate(async (log) => {
      for (let still = 0, last = log.scrollTop; still < 10; last = log.scrollTop) {
        await new Promise(requestAnimationFrame);
        still = log.scrollTop === last ? still + 1 : 0;
      }
    });
  }

  /** The line is cut for good, and the browser knows that it is offline, where that can be told it. */
  async losesNetwork(): Promise<void> {
    this.expects(brokenLine);
    this.line.cut();
    await this.context.setOffline(true);
  }

  /** Everything stops in the middle, as when a computer loses its power: no end of the line is told. */
  async vanishes(): Promise<void> {
    this.expects(brokenLine);
    this.line.vanish();
    this.line.cut();
    await this.leaves();
  }

  async regainsNetwork(): Promise<void> {
    this.line.mend();
    await this.context.setOffline(false);
  }

  /** Pages still come, but nothing by socket: as behind a proxy that knows none. Until `line.mendSockets()`. */
  losesSockets(): void {
    this.expects(brokenLine);
    this.line.cutSockets();
  }

  /** Whether their browser asks them if they really want to leave this page. They stay. */
  async isAskedBeforeLeaving(): Promise<boolean> {
    const question = this.page.waitForEvent('dialog', { timeout: 5_000 }).catch(() => undefined);
    await this.page.close({ runBeforeUnload: true });
    const dialog = await question;
    await dialog?.dismiss();
    return dialog?.type() === 'beforeunload';
  }

  /** From now on the page writes down how it was shown. */
  async notesWaysBack(): Promise<void> {
    await this.page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => {
        document.documentElement.dataset.waysBack = persisted ? 'memory' : 'anew';
      }),
    );
  }

  async goesBack(): Promise<void> {
    // A page that is kept does not load again, and Playwright would wait for that.
    await this.page.goBack({ waitUntil: 'commit' });
  }

  /** Whether this is the very page that was left, as the browser kept it. */
  async cameBackFromMemory(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.dataset.waysBack === 'memory');
  }

  /** From here on, this complaint of the browser's is no trouble. */
  expects(complaint: RegExp): void {
    this.#expected.push(complaint);
  }

  /** Another tab of the same browser. */
  async opensAnotherTab(): Promise<Person> {
    const tab = new Person(this.name, this.context, await this.context.newPage(), this.line);
    this.#tabs.push(tab);
    // Whoever looks at a tab makes it try its line anew, and Firefox complains of the attempt given up for that.
    for (const one of [this, tab]) one.expects(/was interrupted while the page was loading/);
    return tab;
  }

  /** On a phone the switch is in the drawer. */
  async switchesTheme(): Promise<void> {
    if (await this.themeSwitch.isVisible()) return this.themeSwitch.click();
    await this.page.getByRole('button', { name: 'Rooms' }).click();
    await this.themeSwitch.click();
    await this.page.keyboard.press('Escape');
  }

  async leaves(): Promise<void> {
    await this.page.close();
  }

  // Who somebody is.

  /** Gives their browser a place for passkeys, which answers by itself. To be called before a page loads. */
  async hasPasskeys(): Promise<void> {
    await this.context.credentials.install();
  }

  /** Brings the passkeys along, as those do that follow a person from device to device. */
  async takesPasskeysTo(device: Person): Promise<void> {
    for (const { rpId, ...passkey } of await this.context.credentials.get())
      await device.context.credentials.create(rpId, passkey);
  }

  /** How many passkeys this device has. */
  async passkeysOfDevice(): Promise<number> {
    return (await this.context.credentials.get()).length;
  }

  /** Loses what passkeys this device has. */
  async losesPasskeys(): Promise<void> {
    for (const { id } of await this.context.credentials.get()) await this.context.credentials.delete(id);
  }

  get signInButton(): Locator {
    return this.page.getByRole('button', { name: 'I have a name here already' });
  }

  /** Uses a passkey where one is asked for, and is who it says. */
  async signsIn(): Promise<void> {
    await this.signInButton.click();
    await expect(this.signInButton).toBeHidden();
  }

  /** Goes to the page about themselves. */
  async opensYou(): Promise<void> {
    await this.page.goto('/you');
    await this.isUp();
  }

  /** The page's script has begun, so that a click means what it will mean. */
  async isUp(): Promise<void> {
    if (!(await this.#hasScripts())) return;
    await this.page.waitForFunction(() => document.getElementById('svelte-announcer') !== null);
  }

  /** Keeps their name with a passkey. */
  async keepsName(): Promise<void> {
    await this.opensYou();
    await this.page.getByRole('button', { name: 'Keep it with a passkey' }).click();
    const question = this.page.getByRole('dialog', { name: /^Keep the name / });
    await question.getByRole('button', { name: 'Keep it with a passkey' }).click();
    await expect(question).toBeHidden();
    await expect(
      this.page.getByRole('status').filter({ hasText: 'is your name here from now on.' }),
    ).toBeVisible();
  }

  /** The passkeys that are listed as theirs, by what they are called. */
  async passkeys(): Promise<string[]> {
    return this.page.locator('section[aria-labelledby=you] summary b').allTextContents();
  }

  /** Unfolds what can be done about one of their passkeys. */
  async unfoldsPasskey(label: string): Promise<void> {
    await this.page.locator('summary', { hasText: `Change ${label}` }).click();
  }

  async signsOut({ everywhere = false } = {}): Promise<void> {
    await this.opensYou();
    const where = everywhere ? 'Sign out everywhere' : 'Sign out here';
    // A guest is told first what it means.
    const asks = this.page.locator('summary', { hasText: where });
    if (await asks.isVisible()) await asks.click();
    const name = (await asks.isVisible()) ? 'Sign out' : where;
    await this.page.getByRole('button', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { name: /^You’re signed out/ })).toBeVisible();
    // The browser has to fetch all scripts anew, and complains of those that it was fetching when the page is left.
    await this.isUp();
  }

  /** Goes back, past the page of settings, to where the words stood before they signed out. */
  async findsNoWayBackTo(words: string): Promise<void> {
    this.expects(/404/);
    for (let back = 0; back < 2; back += 1) {
      await this.page.goBack();
      await expect(this.page.locator('h1')).toBeVisible();
      await expect(this.page.getByText(words)).toHaveCount(0);
    }
  }

  /** Asks to be forgotten, is asked twice, and says so twice. */
  async isForgotten(words: 'stay' | 'go'): Promise<void> {
    await this.opensYou();
    await this.page.locator('summary', { hasText: 'Forget me here' }).click();
    const choice = words === 'stay' ? 'My words stay, signed “someone who left”' : 'My words go as well';
    await this.page.getByRole('radio', { name: choice }).check();
    await this.page.getByRole('button', { name: 'Go on' }).click();
    await expect(this.page.getByRole('heading', { name: /^Forget .* for good\?$/ })).toBeVisible();
    await this.page.getByRole('button', { name: 'Forget me', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'You’re forgotten here.' })).toBeVisible();
    await this.isUp();
  }

  /** The rooms that the lobby offers under a heading: those they know, or the open ones. */
  async roomsUnder(heading: 'Rooms you know' | 'Open rooms'): Promise<string[]> {
    return this.page.getByRole('region', { name: heading }).getByRole('link').locator('b').allTextContents();
  }

  /** Looks for a room in the lobby. */
  async looksFor(words: string): Promise<void> {
    const field = this.page.getByRole('searchbox', { name: 'Find a room' });
    await field.fill(words);
    await field.press('Enter');
    await this.page.waitForURL((url) => url.searchParams.get('find') === words);
  }

  get #people(): Locator {
    return this.page
      .getByRole('complementary', { name: 'People', includeHidden: true })
      .getByRole('listitem', { includeHidden: true });
  }

  // Pixels to turn the wheel by: to the middle of the list once the words are there, until then upwards.
  async #wayTo(text: string): Promise<number> {
    const frame = await this.log.boundingBox();
    const place = (await this.words(text).count()) > 0 ? await this.words(text).boundingBox() : null;
    return frame && place ? place.y - frame.y - frame.height / 2 : -3_000;
  }

  #rows(from?: string): Locator {
    const name = from === this.name ? 'You' : from;
    const rows = this.log.getByRole('article');
    return name ? rows.filter({ has: this.page.locator('header').getByText(name, { exact: true }) }) : rows;
  }

  #line(text: string): Locator {
    return this.log.locator('.line').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  // Where nothing can hover the words have to be tapped first. (A Firefox without a screen takes itself for that.)
  async #choose(act: 'Edit' | 'Delete' | 'Report' | 'Remove', text: string): Promise<void> {
    const line = this.#line(text);
    const button = line
      .getByRole('button', { name: act, exact: true })
      .or(line.getByRole('link', { name: act, exact: true }));
    // It is there, if unseen, once the room has said the words.
    await expect(button).toBeAttached();
    if (await this.page.evaluate(() => matchMedia('(hover: hover)').matches)) {
      await this.words(text).hover();
    } else {
      // Nothing has the focus in a window behind another.
      await this.page.bringToFront();
      await this.words(text).click();
    }
    await button.click();
  }

  async #hasScripts(): Promise<boolean> {
    return this.page.evaluate(() => matchMedia('(scripting: enabled)').matches);
  }

  // On a touch screen Enter breaks the line, and without scripts it does so everywhere.
  async #sendsByEnter(): Promise<boolean> {
    return this.page.evaluate(
      () => matchMedia('(scripting: enabled)').matches && !matchMedia('(pointer: coarse)').matches,
    );
  }

  // Rooms, and who decides in them.

  /** Makes a room of their own, as whoever they are here, or under their name. */
  async makes(
    room: string,
    founding: { title?: string; visibility?: 'listed' | 'unlisted' | 'private' } = {},
  ): Promise<void> {
    await this.#hasAName();
    const made = await this.#posts('/api/rooms', { room, ...founding });
    expect(made.status(), `whether ${this.name} made ${room}`).toBe(201);
  }

  /** Does something in a room by no page, where it is not what the test is about. */
  async actsIn(room: string, action: object): Promise<void> {
    // More than forty at once are asked to wait.
    const done = async () => (await this.#posts(`/r/${room}/action`, action)).status();
    await expect.poll(done, `whether ${this.name} did ${JSON.stringify(action)}`).toBe(200);
  }

  async #hasAName(): Promise<void> {
    const cookies = await this.context.cookies(this.line.url);
    if (cookies.some(({ name }) => name === 'lull_session')) return;
    const met = await this.#posts('/api/guest', { name: this.name });
    expect(met.status(), `whether ${this.name} has a name`).toBe(200);
  }

  #posts(path: string, data: object): Promise<APIResponse> {
    return this.context.request.post(`${this.line.url}${path}`, { headers: { origin: this.line.url }, data });
  }

  /** What is open beside the room, or over it. */
  sheet(heading: string): Locator {
    return this.page.getByRole('region', { name: heading, exact: true });
  }

  /** Closes what is open beside the room. */
  async closesSheet(): Promise<void> {
    const back = this.page.getByRole('link', { name: /^Back to / });
    await back.click();
    await expect(back).toBeHidden();
  }

  /** How many pixels below the upper edge of the list these words stand. */
  async placeOf(text: string): Promise<number> {
    const [line, list] = [await this.words(text).boundingBox(), await this.log.boundingBox()];
    return line && list ? line.y - list.y : Number.NaN;
  }

  /** Where the composer would be for somebody who may write. */
  get barred(): Locator {
    return this.page.locator('main span', {
      hasText: /^(You’re muted here|The room is locked|Only .* write here)/,
    });
  }

  /** Opens the page about the room they are in. */
  async opensSettings(): Promise<void> {
    await this.page.getByRole('link', { name: 'About this room' }).click();
    await expect(this.page.getByRole('heading', { name: 'About this room' })).toBeVisible();
  }

  async opensLog(room: string): Promise<void> {
    await this.page.goto(`/r/${room}/log`);
    await expect(this.page.getByRole('heading', { name: 'The log' })).toBeVisible();
  }

  /** What the log says, newest first, without the times. */
  async logEntries(): Promise<string[]> {
    const entries = await this.sheet('The log').locator('ol p').allTextContents();
    return entries.map((entry) => entry.replace(/\s+/g, ' ').trim());
  }

  /** Goes to the page of somebody who is in the room, by the list of who is here. */
  async opensPageOf(name: string): Promise<void> {
    const row = this.#people.filter({ has: this.page.locator('bdi').getByText(name, { exact: true }) });
    const link = row.getByRole('link', { includeHidden: true });
    await expect(link).toBeAttached();
    if (!(await link.isVisible())) await this.page.getByRole('button', { name: /here\. Show who$/ }).click();
    await link.click();
    await expect(this.page.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  /** What somebody who is here is shown to be: Owner, Moderator, member, guest. */
  async seesRole(name: string, role: string): Promise<void> {
    const row = this.#people.filter({ has: this.page.locator('bdi').getByText(name, { exact: true }) });
    await expect(row.locator('small')).toHaveText(role);
  }

  /** Presses a button on somebody's page, with a reason if one is given, and reads what it did. */
  async does(what: string | RegExp, told: string, why = ''): Promise<void> {
    if (why) await this.page.getByRole('textbox', { name: 'Reason' }).fill(why);
    await this.page.getByRole('button', { name: what }).click();
    await expect(this.page.getByRole('status').filter({ hasText: told })).toBeVisible();
  }

  /** Saves what was changed on the page about the room. */
  async savesSettings(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.page.getByText('Saved.')).toBeVisible();
  }

  async chooses(group: string, answer: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: group }).getByText(answer, { exact: true }).click();
  }

  /** Chooses what can be done about somebody else's words, and is asked. */
  async beginsTo(what: 'Report' | 'Remove', text: string): Promise<Locator> {
    await this.#choose(what, text);
    const question = this.page.getByRole('dialog', { name: `${what} this message?` });
    await expect(question).toContainText(text);
    return question;
  }

  /** Without a script: goes to the page of somebody else's message. */
  async opensPageOfMessage(text: string): Promise<void> {
    await this.#choose('Report', text);
    await expect(this.page.getByRole('heading', { name: 'Report this message?' })).toBeVisible();
  }

  /** Does it, and says why if a reason is given. */
  async keeps(what: 'Report' | 'Remove', text: string, why = ''): Promise<void> {
    const question = await this.beginsTo(what, text);
    await question.getByRole('textbox', { name: 'Reason' }).fill(why);
    await question.getByRole('button', { name: what, exact: true }).click();
    await expect(question).toBeHidden();
  }

  /** Sees so many places where a moderator took something away. */
  async seesRemoved(stub: string, { times = 1 } = {}): Promise<void> {
    await expect(this.log.getByText(stub, { exact: true })).toHaveCount(times);
  }

  /** Makes an invite with the button in a private room; returns where it leads, from its path on. */
  async invites(): Promise<string> {
    await this.page.getByRole('link', { name: 'Invite', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Ask someone in' });
    const field = dialog.getByRole('textbox', { name: 'Invite link' });
    await expect(field).toHaveValue(/\/join#/);
    const link = await field.inputValue();
    await dialog.getByRole('button', { name: 'Close' }).click();
    return link.slice(link.indexOf('/join#'));
  }

  /** Opens a link they were sent. */
  async follows(link: string): Promise<void> {
    // The same page with something else behind the # would not load again.
    await this.page.goto('about:blank');
    await this.page.goto(link);
  }

  /** Gives their name, or none if they have one, and steps in. */
  async acceptsInvite(): Promise<void> {
    await expect(this.stepInButton).toBeVisible();
    if (await this.nameField.isVisible()) await this.nameField.fill(this.name);
    await this.stepInButton.click();
    await this.isIn();
  }

  /** What the server answers to a visit of this address: its status, and all that a person reads there. */
  async isAnswered(path: string): Promise<{ status: number | undefined; text: string }> {
    const answer = await this.page.goto(path);
    // Firefox complains of scripts that are still loading when the next page is asked for.
    await this.isUp();
    return { status: answer?.status(), text: await this.page.locator('body').innerText() };
  }
}
