import { personAtWebKitGtk } from './people/at-webkitgtk.ts';
import { expect, test } from './people.ts';
import { withWebKitGtk } from './webkitgtk.ts';

test('in WebKitGTK a person steps in from the lobby, reads and talks', async ({ ghost, room, site }) => {
  await ghost.says('hello from a socket');
  await withWebKitGtk(async (browser) => {
    const wanda = personAtWebKitGtk(browser);
    await wanda.stepsIn(site, { name: 'Wanda', room });
    await wanda.sees('hello from a socket', { from: 'Ghost' });

    await wanda.isIn('Wanda');
    await wanda.says('hello from WebKit');
    await ghost.hears('hello from WebKit');
    await wanda.sees('hello from WebKit', { from: 'You' });

    await ghost.says('heard you');
    await wanda.sees('heard you', { from: 'Ghost' });
    expect(await wanda.draft()).toBe('');
  });
});
