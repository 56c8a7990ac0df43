import { type Actor, newRoom, test as people } from './people.ts';

/** Not compared with anything: kept for people to look at, under test-results/screenshots. */
const folder = 'test-results/screenshots';
const screens = [
  { kind: 'phone', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  { kind: 'desktop', viewport: { width: 1280, height: 800 }, hasTouch: false, isMobile: false },
] as const;

const test = people.extend<{ shoots: (person: Actor, state: string) => Promise<void>; kind: string }>({
  kind: ['', { option: true }],
  shoots: async ({ kind }, use) =>
    use(async ({ page, hasFonts }, state) => {
      await hasFonts();
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.screenshot({ path: `${folder}/${state}-${kind}-${colorScheme}.png` });
      }
    }),
});

for (const { kind, ...device } of screens) {
  test.describe(`pictures of a ${kind} @once @pictures`, () => {
    test.use({ ...device, kind });

    test('lobby, room that does not exist, empty room, lobby again', async ({ ana, room, shoots }) => {
      ana.expects(/404|422/);
      await ana.opensLobby();
      await shoots(ana, 'lobby');
      await ana.stepsIn({ name: 'A'.repeat(65), room: '???' });
      await ana.reads('A name has at most');
      await shoots(ana, 'lobby-refused');
      await ana.opens('/r/bad_name');
      await shoots(ana, 'error');
      await ana.enters(room);
      await shoots(ana, 'empty');
      await ana.opensLobby();
      await shoots(ana, 'lobby-again');
    });

    test('talk, nameless, people, drawer, line lost, asleep', async ({ ana, bo, cy, room, shoots }) => {
      await ana.hasOwnClock();
      for (const person of [ana, bo, cy]) await person.enters(room);
      await talk(ana, bo, cy);
      await shoots(ana, 'talk');
      if (device.isMobile) {
        await ana.opensPeople();
        await shoots(ana, 'people');
        await ana.closesPeople();
        await ana.opensRooms();
        await shoots(ana, 'drawer');
        await ana.closesRooms();
      }
      await bo.leaves();
      await cy.context.clearCookies();
      await cy.visits(room);
      await shoots(cy, 'nameless');
      await cy.leaves();
      await ana.seesPeople(['Ana']);

      await ana.losesNetwork();
      await ana.says('Is it me, or the train?');
      await ana.says('It is the tunnel.');
      await ana.letsPass(6_000);
      await ana.banner.waitFor();
      await shoots(ana, 'offline');
      await ana.regainsNetwork();
      await ana.seesSaid('It is the tunnel.');
      await shoots(ana, 'back');

      await ana.letsPass(10 * 60_000);
      await ana.seesAsleep();
      await shoots(ana, 'asleep');
    });

    test('a message being changed, changed and gone', async ({ ana, bo, cy, room, shoots }) => {
      for (const person of [ana, bo, cy]) await person.enters(room);
      await talk(ana, bo, cy);
      await bo.edits(
        'I can bring the thermos, if somebody remembers cups this time.',
        'I bring the thermos.',
      );
      await ana.seesEdited('I bring the thermos.');
      await ana.edits('Cups are on me.', 'Cups are on me, and cake is on Cy.');
      await ana.seesEdited('Cups are on me, and cake is on Cy.');
      await ana.beginsToEdit('Deal.');
      await shoots(ana, 'editing');
      await ana.cancelsEdit();
      await ana.beginsToDelete('Deal.');
      await shoots(ana, 'deleting');
      await ana.answers('Delete');
      await ana.seesDeleted();
      await shoots(ana, 'changed');
    });

    test('keeping a room: asked in, dialogs, person, settings, log, muted, put out', async ({
      ana,
      bo,
      cy,
      shoots,
    }) => {
      const room = newRoom();
      await ana.makes(room, { title: 'Saturday bench', visibility: 'private' });
      await ana.enters(room);
      await shoots(ana, 'private-empty');
      const link = await ana.invites();
      for (const person of [bo, cy]) {
        await person.follows(link);
        await person.stepInButton.waitFor();
        if (person === bo) await shoots(bo, 'join');
        await person.acceptsInvite();
      }
      await talk(ana, bo, cy);
      await ana.beginsTo('Remove', 'Two lines, because some things need a pause.');
      await shoots(ana, 'removing');
      await ana.presses('Escape');
      await ana.keeps(
        'Remove',
        'The bench by the river is free on Saturday. Shall we?',
        'capitals, three times',
      );
      await ana.asksSomebodyIn();
      await ana.hasLinkToPassOn();
      await shoots(ana, 'inviting');
      await ana.presses('Escape');
      await shoots(ana, 'removed');
      await cy.keeps('Report', 'Two lines, because some things need a pause.', 'It hurts');
      await shoots(cy, 'reported');
      await ana.opensPageOf('Bo');
      await ana.mutes('Bo', { span: 'an hour', why: 'capitals, three times' });
      await shoots(ana, 'person');
      await bo.barred.waitFor();
      await shoots(bo, 'muted');
      await ana.opens(`/r/${room}/settings`);
      await shoots(ana, 'settings');
      await cy.opens(`/r/${room}/settings`);
      await shoots(cy, 'settings-of-a-member');
      await ana.opensLog(room);
      await shoots(ana, 'log');
      await ana.visits(room);
      await ana.opensPageOf('Bo');
      bo.expects(/404/);
      await ana.asksToLeave('Bo');
      await bo.isNoLongerLetIn();
      await shoots(bo, 'put-out');
      cy.expects(/404/);
      await cy.follows('/join#nowhere/nothing-at-all');
      await cy.readsThatLinkIsOver();
      await shoots(cy, 'join-over');
    });

    test('the first minute: a name that is taken, no cookies, an offer, an edit put aside, large text', async ({
      ana,
      bo,
      cy,
      room,
      shoots,
    }) => {
      for (const person of [ana, bo]) await person.enters(room);
      await talk(ana, bo, ana);
      await cy.visits(room);
      await cy.givesName('Bo');
      await cy.reads('Somebody here goes by Bo.');
      await shoots(cy, 'name-taken');
      await cy.context.clearCookies();
      await cy.opens(`/r/${room}?named`);
      await shoots(cy, 'cookie-refused');
      await ana.opens(`/r/${room}/you`);
      await ana.isUp();
      await shoots(ana, 'you-beside');
      await ana.closesSheet();
      for (let n = 1; n <= 9; n += 1) await ana.says(`And ${n} more.`);
      await ana.seesSaid('And 9 more.');
      await shoots(ana, 'keep-offer');
      await ana.beginsToEdit('And 9 more.');
      await ana.editor.fill('And a half-written thought');
      await ana.cancelsEdit();
      await shoots(ana, 'put-aside');
      if (device.isMobile) await ana.words('And 8 more.').tap();
      else await ana.words('I can bring the thermos, if somebody remembers cups this time.').hover();
      await shoots(ana, 'line-hands');
      await ana.hasLetters(200);
      await shoots(ana, 'large-text');
    });

    test('words with form, and what helps to write them', async ({ ana, bo, cy, room, shoots }) => {
      for (const person of [ana, bo, cy]) await person.enters(room);
      await ana.seesPeople(['Ana', 'Bo', 'Cy']);
      await bo.writes('');
      for (const text of formattedTalk) await bo.says(text);
      await cy.writes('');
      await cy.says('@Ana Maria is not here, but @Bo is. **@Ana**, could you bring the `multimeter`?');
      await cy.says('🎉🎉');
      await ana.writes('');
      await ana.says('/me is on her way, with the ||secret|| cake');
      await ana.says(
        '```\nno language here\n```\n> quoted, and then\nanswered with https://lull.example/a/rather/long/address?with=parameters&and=more',
      );
      await shoots(ana, 'words');
      await ana.scrollsUpTo('Still to do:');
      await shoots(ana, 'words-above');
      await ana.writes('hello @');
      await shoots(ana, 'mention-list');
      await ana.composer.fill('');
      await ana.writes('/');
      await shoots(ana, 'command-list');
      await ana.composer.fill('');
      await ana.writes(':smi');
      await ana.isOffered([/./, /./, /./, /./, /./, /./, /./, /./]);
      await shoots(ana, 'emoji-list');
      await ana.composer.fill('```ts\nconst cups = people.length + 1;\n```');
      await shoots(ana, 'preview');
      await ana.composer.fill('');
      await ana.opensEmoji();
      await shoots(ana, 'emoji-picker');
    });

    test('a browser that keeps nothing', async ({ ana, room, shoots }) => {
      await ana.hasNoOutbox();
      await ana.enters(room);
      await ana.losesNetwork();
      await ana.says('Does anybody keep this?');
      await ana.banner.waitFor();
      await shoots(ana, 'unkept');
    });

    test('words that the room refused', async ({ ana, room, shoots }) => {
      await ana.willBeRefused({ times: 1 });
      await ana.enters(room);
      await ana.says('Never again.');
      await ana.seesNote('Not sent.');
      await shoots(ana, 'failed');
    });
  });
}

test.describe('pictures of a wide screen @once @pictures', () => {
  test.use({ viewport: { width: 1920, height: 1080 }, kind: 'wide' });

  test('talk', async ({ ana, bo, cy, room, shoots }) => {
    for (const person of [ana, bo, cy]) await person.enters(room);
    await talk(ana, bo, cy);
    await shoots(ana, 'talk');
  });
});

const formattedTalk = [
  'The label printer works again. It wanted the baud rate said **out loud**, and `timeout=2`, like the rest of us *before* coffee:',
  '```python\n# it only answers if you ask slowly\ndef hello(port="/dev/ttyUSB0", baud=9600):\n    with Serial(port, baud, timeout=2) as label:\n        label.write(b"\\x1b@Fernhill\\n")\n        return label.read(16) or None\n```',
  'Still to do:\n1. solder the ~~two~~ three wires\n2. find a case\n   - the blue one\n   - or the tin\n3. label it',
  '> A man has brought in a lamp from 1961.\n> It only flickers when the number 9 bus goes past.\n\nThat is the [best bug report](https://bugs.example/1961) so far.',
  'part|price|who\n-|-:|:-:\n3 A fuse|0.40|Ana\nwire, red|*free*|Bo',
];

async function talk(ana: Actor, bo: Actor, cy: Actor): Promise<void> {
  const said: [Actor, string][] = [
    [bo, 'The bench by the river is free on Saturday. Shall we?'],
    [bo, 'I can bring the thermos, if somebody remembers cups this time.'],
    [ana, 'Cups are on me.'],
    [
      cy,
      'I’ll be ten minutes late, as always. Save me the end with the view, and do not let Bo tell the story of the heron before I am there, because I have heard three versions of it and want to compare.',
    ],
    [ana, 'Deal.'],
    [bo, 'Two lines,\nbecause some things need a pause.'],
  ];
  for (const [person, text] of said) {
    await person.says(text);
    await person.seesSaid(text.replace('\n', ' '));
    await ana.sees(text.replace('\n', ' '));
  }
}
