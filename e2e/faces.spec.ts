import { expect, test } from './people.ts';

test.describe('U71 the card of a person', () => {
  test('opens from a name by keyboard, says who that is, and gives the focus back @desktop', async ({
    ana,
    bo,
    own,
  }) => {
    await ana.enters(own);
    await bo.enters(own);
    await ana.says('welcome');
    await bo.sees('welcome');
    await bo.comesToTheFront();
    await bo.composer.focus();
    // What stands above a line comes before it.
    await bo.presses('Shift+Tab', 'ArrowUp', 'Shift+Tab');
    await expect(bo.nameAbove('welcome')).toBeFocused();
    await bo.presses('Enter');
    await bo.readsOnCard('Ana', 'Here now', /Owner since \d+:\d\d/, 'A guest');
    await expect(bo.cardOf('Ana')).toBeFocused();
    await expect(bo.moderationLink('Ana')).toHaveCount(0);
    await bo.presses('Escape');
    await bo.seesNoCard();
    await expect(bo.nameAbove('welcome')).toBeFocused();

    await bo.faceBeside('welcome').click();
    await bo.mentionsFromCard('Ana');
    await bo.seesNoCard();
    await expect(bo.composer).toBeFocused();
    await expect(bo.composer).toHaveValue('@Ana ');
    await bo.types('hello');
    await bo.presses('Enter');
    await ana.sees('@Ana hello');
  });

  test('opens from a mention and the list of people, and leads on @chromium', async ({ ana, bo, own }) => {
    await ana.enters(own);
    await bo.enters(own);
    await ana.says('ask @Bo');
    await bo.sees('ask @Bo');
    await bo.mentionOf('Bo').click();
    await bo.readsOnCard('Bo', 'This is you.');
    await expect(bo.ownFaceLink('Bo')).toBeVisible();
    await bo.closesCard('Bo');

    await ana.opensPageOf('Bo');
    await ana.closesSheet();
    await ana.comesToTheFront();
    await ana.mentionOf('Bo').click();
    await ana.readsOnCard('Bo', 'Not a member', 'Here now');
    await expect(ana.moderationLink('Bo')).toBeVisible();
    await ana.closesCard('Bo');
    await expect(ana.mentionOf('Bo')).toBeFocused();
  });
});

test('U72 the links to people are in no one’s way who goes through the room by Tab @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('hi @Ana');
  await ana.sees('hi @Ana');
  await ana.comesToTheFront();
  await ana.log.focus();
  await ana.presses('Tab');
  await expect(ana.composer).toBeFocused();
});

test.describe('U72 without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('a name leads a moderator to the page of its person, and is text for others @once', async ({
    ana,
    bo,
    own,
  }) => {
    await ana.enters(own);
    await bo.enters(own);
    await bo.saysByForm('hello there');
    await expect(bo.nameAbove('hello there')).toHaveCount(0);
    await ana.visits(own);
    await ana.nameAbove('hello there').click();
    await ana.readsHeading(/^Bo$/);
  });
});

test('U73 I22 an emoji is chosen for a face, and seen by whoever is there at once @once', async ({
  ana,
  bo,
  room,
}) => {
  ana.expects(/422/);
  await ana.hasPasskeys();
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('look at me');
  await bo.sees('look at me');
  await ana.keepsName();
  await ana.visits(room);
  await ana.opensYouBeside();
  await ana.picksFace('fox');
  await ana.reads('Saved.');
  await expect(ana.faceField).toHaveValue('🦊');
  await expect(bo.faceBeside('look at me')).toHaveAttribute('data-initial', '🦊');
  await ana.typesFace('Ana');
  await ana.reads('That’s not one emoji. Choose one, and nothing else.');
  await expect(bo.faceBeside('look at me')).toHaveAttribute('data-initial', '🦊');
  await ana.showsInitialAgain();
  await expect(bo.faceBeside('look at me')).toHaveAttribute('data-initial', 'A');
});
