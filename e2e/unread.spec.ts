import { lines } from './numbered-lines.ts';
import { expect, test, withPerson } from './people.ts';

test('U111 V3 V4 a mention in another room lights it there and in the title, and what is read is read on every device @chromium', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('hello');
  await ana.sees('hello');
  await bo.enters(aside);
  await bo.seesNothingUnreadIn(own);
  await ana.says('a word');
  await bo.seesUnreadIn(own, /1 new$/);
  await ana.says('@Bo look');
  await bo.seesUnreadIn(own, /1 for you/);
  await bo.seesInTabBar(/^@ \(1\) /);
  const device = await bo.opensAnotherTab();
  await device.opens('/');
  await device.seesUnreadInLobby(own, /1 for you/);
  await bo.enters(own);
  await bo.comesToTheFront();
  await bo.seesNewFrom('a word');
  await device.seesUnreadInLobby(own, /^(?!.*for you)/s);
  await bo.enters(aside);
  await bo.seesNothingUnreadIn(own);
  await bo.seesInTabBar(/^(?!@)/);
});

test('U112 the mark stays where it was while new words come, and leads there @once', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('I was here');
  await ana.sees('I was here');
  await bo.seesNothingNew();
  await bo.enters(aside);
  for (const line of lines(1, 30)) await ana.says(line);
  await ana.sees('number 30');
  await bo.seesUnreadIn(own, /30 new/);
  await bo.enters(own);
  await bo.sees('number 30');
  await bo.goesToFirstUnread(30);
  await bo.isLedTo('number 1');
  await bo.seesNewFrom('number 1');
  await bo.isOfferedNoJump();
  await ana.says('and one more');
  await bo.goesToTheEnd();
  await bo.sees('and one more');
  await bo.seesNewFrom('number 1');
  await bo.reloads();
  await bo.isIn();
  await bo.sees('and one more');
  await bo.seesNothingNew();
});

test('U112 somebody marks what is unread as read, and a message as unread @once @desktop', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('I was here');
  await ana.sees('I was here');
  await bo.enters(aside);
  for (const line of lines(1, 40)) await ana.says(line);
  await bo.seesUnreadIn(own, /40 new/);
  await bo.enters(own);
  await bo.comesToTheFront();
  await bo.sees('number 40');
  await bo.marksRead();
  await bo.seesNothingNew();
  await bo.enters(aside);
  await bo.seesNothingUnreadIn(own);
  await bo.enters(own);
  await bo.opensMenuAt('number 38');
  await bo.choosesFromMenu('Mark unread from here');
  await bo.seesNewFrom('number 38');
  await bo.enters(aside);
  await bo.seesUnreadIn(own, /3 new/);
  await bo.enters(own);
  await bo.seesNewFrom('number 38');
  await bo.enters(aside);
  await bo.seesNothingUnreadIn(own);
});

test('U113 what waits for somebody is on one page, and is read or done with there @chromium', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('I was here');
  await ana.sees('I was here');
  await bo.enters(aside);
  await ana.says('@Bo tea?');
  await ana.says('@Bo or coffee?');
  await bo.seesUnreadIn(own, /2 for you/);
  await bo.opensWaiting();
  await bo.waitsFor('@Bo or coffee?', '@Bo tea?');
  await ana.says('@Bo water it is');
  await bo.waitsFor('@Bo water it is', '@Bo or coffee?', '@Bo tea?');
  await bo.isDoneWith('@Bo or coffee?');
  await bo.waitsFor('@Bo water it is', '@Bo tea?');
  await bo.goesToWaiting('@Bo tea?');
  await bo.isLedTo('tea?');
  await bo.nothingStandsOut();
  await bo.opens('/waiting');
  await bo.waitsForNothing();
});

test.describe('without a script @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U113 U112 what waits is read by forms', async ({
    ana,
    ghost,
    room,
    browser,
    contextOptions,
    site,
  }) => {
    await ana.enters(room);
    await ana.says('I was here');
    await ghost.says('one', 'two');
    await withPerson('Bo', browser, site, { ...contextOptions, javaScriptEnabled: true }, async (bo) => {
      await bo.enters(room);
      await bo.comesToTheFront();
      await bo.replies('I was here', 'so you were');
      // Said, not only written: their page closes now.
      await bo.seesSaid('so you were');
    });
    await expect.poll(() => ana.opens('/waiting').then(() => ana.waitingTexts())).toEqual(['so you were']);
    await ana.enters(room);
    await ana.seesNewFrom('one');
    await ana.opens('/waiting');
    await ana.readsAllThatWaits();
    await ana.waitsForNothing();
    await ana.enters(room);
    await ana.seesNothingNew();
  });
});

test('V8 what is meant for somebody in a thread waits until they have looked into it @once @desktop', async ({
  ana,
  bo,
  own,
  aside,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('who brings tea?');
  await ana.sees('who brings tea?');
  await bo.enters(aside);
  await ana.beginsThread('who brings tea?');
  await ana.saysInThread('I do');
  await bo.seesUnreadIn(own, '1 for you');
  await bo.comesToTheFront();
  await bo.looksInto(own);
  await bo.sees('who brings tea?');
  await bo.looksInto(aside);
  await bo.seesUnreadIn(own, '1 for you');
  await bo.looksInto(own);
  await bo.opensThread('who brings tea?');
  await bo.inThread.sees('I do');
  await bo.looksInto(aside);
  await bo.seesNothingUnreadIn(own);
});
