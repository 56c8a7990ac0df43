import AxeBuilder from '@axe-core/playwright';
import { expect, type Person, test } from './people.ts';

// Only Chromium can be given another colour scheme while it runs; its phone counts as another screen.
test.describe('axe finds nothing wrong, by day and by night, with @chromium', () => {
  test('the lobby', async ({ ana }) => {
    await ana.page.goto('/');
    await isAccessible(ana);
  });

  test('an empty room', async ({ ana, room }) => {
    await ana.enters(room);
    await isAccessible(ana);
  });

  test('a room with talk, before and after a name is given', async ({ ana, bo, room }) => {
    await bo.enters(room);
    await bo.says('one');
    await bo.seesSaid('one');
    await ana.page.goto(`/r/${room}`);
    await expect(ana.nameField).toBeVisible();
    await isAccessible(ana);

    await ana.enters(room);
    await ana.says('two');
    await ana.seesSaid('two');
    await ana.losesNetwork();
    await ana.says('three');
    await ana.seesWaiting('three');
    await isAccessible(ana);
  });

  test('a message being changed, changed and gone', async ({ ana, room }) => {
    await ana.enters(room);
    await ana.says('one');
    await ana.says('two');
    await ana.edits('one', 'eins');
    await ana.seesEdited('eins');
    await ana.deletes('two');
    await ana.seesDeleted();
    await ana.beginsToEdit('eins');
    await isAccessible(ana);
    await ana.cancelsEdit();
    await ana.beginsToDelete('eins');
    await isAccessible(ana);
  });

  test('a room that does not exist', async ({ ana }) => {
    ana.expects(/404/);
    await ana.page.goto('/r/bad_name');
    await isAccessible(ana);
  });
});

async function isAccessible({ page }: Person): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Still, because a colour on its way to another has no contrast to speak of.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html)}`);
    expect(found, colorScheme).toEqual([]);
  }
}
