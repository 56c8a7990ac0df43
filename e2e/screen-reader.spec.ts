import { expect, test } from './people.ts';
import { RawClient } from './raw-client.ts';

test('U8 others’ new words are announced; one’s own, and what was said before, are not @desktop', async ({
  ana,
  bo,
  ghost,
  room,
}) => {
  await ghost.says(...Array.from({ length: 70 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.scrollsUpTo('number 1');
  await bo.enters(room);
  await ana.says('my own words');
  await ana.seesSaid('my own words');
  await bo.says('news');
  await ana.sees('news');

  await expect(ana.announcements).toHaveText(['Bo: news']);
  await expect(ana.announcer).toHaveAttribute('aria-live', 'polite');
  await expect(ana.log, 'the list itself is silent').toHaveAttribute('aria-live', 'off');
});

test('U8 of a burst the first few are announced, and of the rest only their number @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await ghost.says(...Array.from({ length: 10 }, (_, i) => `number ${i + 1}`));
  await expect(ana.announcements).toHaveText([
    'Ghost: number 1',
    'Ghost: number 2',
    'Ghost: number 3',
    '7 new messages',
  ]);
});

test('R2 who comes and goes is announced @once', async ({ ana, bo, room }) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  await bo.enters(room);
  await ana.isTold('Bo came in');
  await bo.leaves();
  await ana.seesPeople(['Ana']);
  await ana.isTold('Bo left');
});

test('U50 who comes within two seconds is told together, and not at all in a crowd @once', async ({
  ana,
  site,
  room,
}) => {
  await ana.enters(room);
  const told = await ana.notesComingsAndGoings();
  const enter = (names: string[]) => Promise.all(names.map((name) => RawClient.enters(site, room, name)));
  const few = await enter(['Deo', 'Eva', 'Fay', 'Gus', 'Ida']);
  await expect.poll(told).toContainEqual(expect.stringMatching(/^\w+, \w+,? \w* ?and \w+.* came in$/));
  const many = await enter(Array.from({ length: 25 }, (_, i) => `Visitor ${i + 1}`));
  await ana.seesCount(31);
  await ana.restsEyes();
  expect((await told()).length, 'times that it was told').toBeLessThan(12);
  for (const one of [...few, ...many]) await one.leaves();
});

test('the room has its landmarks, names and headings @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('hello');
  await ana.sees('hello');
  const title = new RegExp(`^${room.replaceAll('-', ' ')}$`, 'i');
  await expect(ana.topHeading).toHaveAccessibleName(title);
  await expect(ana.main).toBeVisible();
  await expect(ana.log).toHaveAccessibleName(/^Messages in /);
  await ana.seesDay(/^Today/);
  await expect(ana.composer).toHaveAccessibleName('Message');
  await expect(ana.sendButton).toBeVisible();
});
