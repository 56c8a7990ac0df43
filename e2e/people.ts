import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, test as base, expect } from 'playwright/test';
import { Line } from './line.ts';
import { Computer } from './people/computer.ts';
import { type Actor, personAt } from './people/person.ts';
import { brokenLine, tellOfViolations } from './people/troubles.ts';
import { openRoom, RawClient } from './raw-client.ts';

export { expect } from 'playwright/test';
export type { Actor } from './people/person.ts';
export { brokenLine } from './people/troubles.ts';

type People = {
  /** The server that everybody in the test talks to. */
  site: string;
  /** A room that no other test is in. */
  room: string;
  /** Another one beside it. */
  aside: string;
  /** One that Ana has made, and decides in. */
  own: string;
  ana: Actor;
  bo: Actor;
  cy: Actor;
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
        ...line.contextOptions,
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
  use: (person: Actor) => Promise<void>,
): Promise<void> {
  const line = await Line.to(site);
  const context = await browser.newContext({ ...options, ...line.contextOptions });
  await tellOfViolations(context);
  const person = personAt({ name, context, page: await context.newPage(), line });
  // Through a proxy a browser complains of each connection that a line resets when it is cut.
  if (line.isSealed) person.expects(brokenLine);
  try {
    await use(person);
    expect(person.troubles, `what ${name}’s browser complained about`).toEqual([]);
  } finally {
    await context.close();
    await line.end();
  }
}
