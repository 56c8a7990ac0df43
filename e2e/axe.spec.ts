import AxeBuilder from '@axe-core/playwright';
import { type Actor, expect, newRoom, test } from './people.ts';

/** `room` is Ana's alone, and `link` asks others in. */
const withPrivateRoom = test.extend<{ link: string }>({
  room: async ({ ana }, use) => {
    const room = newRoom();
    await ana.makes(room, { visibility: 'private' });
    await use(room);
  },
  link: async ({ ana, room }, use) => {
    await ana.enters(room);
    await use(await ana.invites());
  },
});

// Only Chromium can be given another colour scheme while it runs; its phone counts as another screen.
test.describe('axe finds nothing wrong, by day and by night, with @chromium', () => {
  test('the lobby', async ({ ana }) => {
    await ana.opensLobby();
    await isAccessible(ana);
  });

  test('the status', async ({ ana }) => {
    await ana.opensStatus();
    await isAccessible(ana);
  });

  test('the lobby with rooms in it, unfolded', async ({ ana }) => {
    await ana.makes(newRoom(), { visibility: 'listed' });
    await ana.opensLobby();
    await ana.isUp();
    await ana.unfoldsWhoMayComeIn();
    await isAccessible(ana);
  });

  test('the page about oneself, as nobody and as a guest who is asked to keep their name', async ({
    ana,
  }) => {
    await ana.opensYou();
    await isAccessible(ana);
    await ana.makes(newRoom());
    await ana.opensYou();
    await isAccessible(ana);
    await ana.beginsToKeepName();
    await isAccessible(ana);
  });

  test('the page about oneself with a name that is kept, unfolded, and about to be forgotten', async ({
    ana,
  }) => {
    await ana.hasPasskeys();
    await ana.makes(newRoom());
    await ana.keepsName();
    await ana.unfoldsAll();
    await isAccessible(ana);
    await ana.goesOnToBeForgotten();
    await ana.readsHeading('Forget Ana for good?', { hasFocus: true });
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
    await ana.visits(room);
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

  test('reactions, and what there is to react with', async ({ ana, bo, room }) => {
    await bo.enters(room);
    await bo.says('the lamp flickers');
    await ana.enters(room);
    await ana.reacts('the lamp flickers', '👀');
    await bo.reacts('the lamp flickers', '🎉');
    await ana.seesReaction('the lamp flickers', '🎉', 1, 'Bo');
    await ana.asksForReaction('the lamp flickers');
    await isAccessible(ana);
  });

  test('the card of somebody, and a face of one’s own', async ({ ana, bo, own }) => {
    await ana.hasPasskeys();
    await bo.enters(own);
    await bo.says('who is that?');
    await ana.enters(own);
    await ana.faceBeside('who is that?').click();
    await ana.readsOnCard('Bo', 'Here now');
    await isAccessible(ana);
    await ana.closesCard('Bo');
    await ana.keepsName();
    await ana.picksFace('fox');
    await ana.reads('Saved.');
    await isAccessible(ana);
  });

  test('a room full of words with form, and what helps to write them', async ({ ana, ghost, room }) => {
    await ghost.says(
      '**a** *b* ~~c~~ `d` ||e|| [f](https://g.example) <@here> @h',
      '> i\n- j\n1. k\n```ts\nconst l = "m"; // n\n```\no|p\n-|-\nq|r',
      '🎉',
      '/me waves',
    );
    await ana.enters(room);
    await ana.writes('@');
    await isAccessible(ana);
    await ana.composer.fill('');
    await ana.writes('/');
    await isAccessible(ana);
    await ana.composer.fill('```\ncode\n```');
    await ana.opensEmoji();
    await isAccessible(ana);
  });

  test('a name that is taken, one’s own page beside the room, a line with its tools, and an offer', async ({
    ana,
    bo,
    room,
  }) => {
    await ana.enters(room);
    for (let n = 1; n <= 10; n += 1) await ana.says(`number ${n}`);
    await expect(ana.keepOffer).toBeVisible();
    await ana.words('number 9').click();
    await isAccessible(ana);
    await bo.visits(room);
    await bo.givesName('Ana');
    await bo.reads('Somebody here goes by Ana.');
    await isAccessible(bo);
    await ana.opens(`/r/${room}/you`);
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

  test('a reply and one that is written, the menu of a message, what is pinned, and a message’s own page', async ({
    ana,
    bo,
    own,
  }) => {
    await ana.enters(own);
    await bo.enters(own);
    await bo.says('the door code is 1234');
    await bo.edits('the door code is 1234', 'the door code is 4321');
    await ana.replies('the door code is 4321', 'thank you');
    await bo.sees('thank you');
    await ana.doesWith('Pin', 'the door code is 4321');
    await bo.seesPinned('the door code is 4321');
    await ana.beginsToReply('the door code is 4321');
    await ana.doesWith('More', 'the door code is 4321');
    await isAccessible(ana);
    await ana.presses('Escape');
    await ana.opensPins(1);
    await isAccessible(ana);
    await ana.opens(`/r/${own}/messages/1`);
    await ana.reads('Earlier versions');
    await isAccessible(ana);
  });

  test('what was found and what was not, what is unread, what waits, and going somewhere by typing', async ({
    ana,
    bo,
    own,
    aside,
  }) => {
    await ana.enters(own);
    await bo.enters(own);
    await bo.says('tea on Saturday');
    await ana.sees('tea on Saturday');
    await bo.opensSearch();
    await isAccessible(bo);
    await bo.searches('tea');
    await bo.finds('tea on Saturday');
    await isAccessible(bo);
    await bo.searches('on:soon');
    await bo.isToldOfSearch(/^soon is no day/);
    await isAccessible(bo);
    await bo.enters(aside);
    await ana.says('@Bo with cake?');
    await bo.seesUnreadIn(own, /1 for you/);
    await isAccessible(bo);
    await bo.opensSwitcher();
    await isAccessible(bo);
    await bo.opens('/waiting');
    await bo.waitsFor('@Bo with cake?');
    await isAccessible(bo);
    await bo.enters(own);
    await bo.seesNewFrom('@Bo with cake?');
    await isAccessible(bo);
  });

  test.describe('in a private room,', () => {
    const test = withPrivateRoom;

    test('asking somebody in, and being asked', async ({ ana, bo, room, link }) => {
      await bo.follows(link);
      await bo.stepInButton.waitFor();
      await isAccessible(bo);
      await ana.enters(room);
      await ana.asksSomebodyIn();
      await ana.reads('The link works');
      await isAccessible(ana);
    });

    test('removing what somebody said, and how it stood', async ({ ana, bo, room, link }) => {
      await bo.follows(link);
      await bo.acceptsInvite();
      await bo.says('something unkind');
      await ana.enters(room);
      await ana.beginsTo('Remove', 'something unkind');
      await isAccessible(ana);
      await ana.opens(`/r/${room}/messages/1`);
      await isAccessible(ana);
    });

    test('the page of somebody who is muted, and what they see', async ({ ana, bo, room, link }) => {
      await bo.follows(link);
      await bo.acceptsInvite();
      await ana.enters(room);
      await ana.opensPageOf('Bo');
      await ana.mutes('Bo', { span: 'an hour', why: 'unkind' });
      await isAccessible(ana);
      await bo.barred.waitFor();
      await isAccessible(bo);
      await ana.opensLog(room);
      await isAccessible(ana);
    });

    test('its settings, for who may change them and who may not', async ({ ana, bo, room, link }) => {
      await bo.follows(link);
      await bo.acceptsInvite();
      for (const person of [ana, bo]) {
        await person.opens(`/r/${room}/settings`);
        await isAccessible(person);
      }
    });
  });

  test('a thread, and the list of open ones', async ({ ana, bo, own }) => {
    await ana.enters(own);
    await bo.enters(own);
    await ana.says('one');
    await bo.sees('one');
    await bo.beginsThread('one');
    await bo.saysInThread('two', { also: true });
    await bo.inThread.sees('two');
    await isAccessible(bo);
    await ana.sees('two');
    await isAccessible(ana);
    await ana.opensThread('one');
    await ana.namesThread('Numbers');
    await ana.seesThreadNamed('Numbers');
    await isAccessible(ana);
    await ana.opensThreadList();
    await isAccessible(ana);
  });

  test('a room that does not exist', async ({ ana }) => {
    ana.expects(/404/);
    await ana.opens('/r/bad_name');
    await isAccessible(ana);
  });
});

/**
 * What axe leaves out by itself: its experimental rules, and the one about small targets. With them it asks for more than
 * the accessibility audits of Lighthouse, which are rules of axe.
 */
const also = [
  'css-orientation-lock',
  'focus-order-semantics',
  'label-content-name-mismatch',
  'p-as-heading',
  'table-fake-caption',
  'target-size',
  'td-has-header',
];

async function isAccessible({ page }: Actor): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Still, because a colour on its way to another has no contrast to speak of.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    // By night only the colours are others.
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    else axe.options({ rules: Object.fromEntries(also.map((rule) => [rule, { enabled: true }])) });
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html)}`);
    expect(found, colorScheme).toEqual([]);
  }
}
