import { limits } from '../protocol/limits.ts';
import { lines } from './numbered-lines.ts';
import { expect, test } from './people.ts';
import { open as openSocket } from './raw-client.ts';

test('C7 C5 behind a cut line nothing is lost: what was missed comes, what was written goes, once and in order @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('before');
  await bo.sees('before');

  await bo.losesNetwork();
  await ana.seesPeople(['Ana']);
  await ana.says('while you were away');
  await ana.says('and one more');
  for (const text of ['offline one', 'offline two', 'offline three']) await bo.says(text);
  await bo.seesWaiting('offline three');
  await bo.doesNotSee('while you were away');

  await bo.regainsNetwork();
  const everything = [
    'before',
    'while you were away',
    'and one more',
    'offline one',
    'offline two',
    'offline three',
  ];
  await bo.seesTranscript(everything);
  await ana.seesTranscript(everything);
  await bo.seesSaid('offline three');
  await ana.seesPeople(['Ana', 'Bo']);
});

test('S2 words that arrived although their answer was lost are sent again, and said once @desktop', async ({
  ana,
  bo,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  bo.line.hold();
  await bo.says('did you get this?');
  await ana.sees('did you get this?', { from: 'Bo' });
  await bo.seesWaiting('did you get this?');

  await bo.losesNetwork();
  bo.line.release();
  // So much that coming back does not bring those words: only asking again tells that they arrived.
  await ghost.says(...lines(1, 60));
  await bo.regainsNetwork();
  await bo.seesSaid('did you get this?');
  await bo.says('anyway');
  await ana.sees('anyway');
  const everything = ['did you get this?', ...lines(1, 60), 'anyway'];
  await ana.seesTranscript(everything);
  await bo.scrollsUpTo('did you get this?');
  await bo.seesTranscript(everything);
});

test('U6 a break says nothing for five seconds, then that the line is lost, and then that it is back @desktop', async ({
  ana,
  room,
}) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  // With it comes what tells of the line, which waits for a quiet moment: there is none while the clock stands.
  await ana.announcer.waitFor({ state: 'attached' });
  await ana.stopsClock();
  await ana.losesNetwork();
  await ana.isCutOff();
  await ana.letsPass(4_500);
  await expect(ana.banner).toHaveCount(0);
  await ana.letsPass(600);
  await expect(ana.banner).toHaveText(/You’re offline|Finding the room again/);

  await ana.regainsNetwork();
  await ana.letsPass(30_000);
  await expect(ana.banner).toHaveText('Back. Nothing was lost.');
  await ana.letsPass(3_100);
  await expect(ana.banner).toHaveCount(0);
});

test('U6 a short break is nobody’s business @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  const banners = await ana.notesBanners();
  await ana.losesNetwork();
  await ana.isCutOff();
  await ana.regainsNetwork();
  await ana.isIn();
  await bo.says('there you are');
  await ana.sees('there you are');
  expect(banners).toEqual([]);
});

test('H7 C6 more missed than one page shows a gap, and the gap fills @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await ghost.says('number 1');
  await ana.sees('number 1');

  await ana.losesNetwork();
  await ghost.says(...lines(2, 130));
  await ana.regainsNetwork();
  await ana.sees('number 130');
  await ana.sees('number 1');
  await ana.seesGap();
  await ana.doesNotSee('number 40');

  await ana.scrollsUpTo('number 1');
  await ana.seesTranscript(lines(1, 130));
  await ana.seesNoGap();
});

test('L4 a page that is one line too many says so, and comes in by itself once another has closed @once', async ({
  ana,
  room,
  site,
}) => {
  await ana.enters(room);
  await ana.opens('about:blank');
  const cookies = await ana.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const address = `${site.replace('http', 'ws')}/r/${room}/socket`;
  const others = await Promise.all(
    Array.from({ length: limits.socketsOfOne }, () => openSocket(address, cookie)),
  );
  await ana.opens(`${ana.line.url}/r/${room}`);
  await expect(ana.banner).toHaveText(/You have this room open in too many places\./);
  await ana.composer.fill('and this waits');
  await ana.presses('Enter');
  for (const other of others) other.close();
  await ana.triesLineNow();
  await ana.seesSaid('and this waits');
});
