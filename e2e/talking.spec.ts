import { expect, test } from './people.ts';

test('R2 S5 two people see each other come, talk and go', async ({ ana, bo, room }) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  await ana.seesPeople(['Ana']);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  await bo.seesPeople(['Ana', 'Bo']);

  await ana.says('is anybody in?');
  await bo.sees('is anybody in?', { from: 'Ana' });
  await bo.says('I am');
  await ana.sees('I am', { from: 'Bo' });
  await ana.sees('is anybody in?', { from: 'Ana' });
  await bo.sees('I am', { from: 'Bo' });

  await bo.leaves();
  await ana.seesPeople(['Ana']);
});

test('C5 U4 one’s own words stand there at once, and stay the same row when the room has said them @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  ana.line.hold();
  await ana.says('save me a seat');
  await ana.seesWaiting('save me a seat');
  const isSame = await ana.remembers(ana.words('save me a seat'));

  ana.line.release();
  await ana.seesSaid('save me a seat');
  await ana.sees('save me a seat', { times: 1 });
  expect(await isSame(), 'it is the very same element').toBe(true);
});

test('S5 three people talk at once and end with one order @once', async ({ ana, bo, cy, room }) => {
  const people = [ana, bo, cy];
  for (const person of people) await person.enters(room);
  await Promise.all(
    people.map(async (person) => {
      for (let i = 1; i <= 8; i += 1) await person.says(`${person.name} ${i}`);
    }),
  );

  const own = (name: string) => Array.from({ length: 8 }, (_, i) => `${name} ${i + 1}`);
  const everything = ['Ana', 'Bo', 'Cy'].flatMap(own);
  for (const person of people) {
    await expect.poll(async () => (await person.transcript()).toSorted()).toEqual(everything.toSorted());
    for (const text of own(person.name)) await person.seesSaid(text);
  }
  const order = await ana.transcript();
  await bo.seesTranscript(order);
  await cy.seesTranscript(order);
  for (const name of ['Ana', 'Bo', 'Cy']) {
    expect(
      order.filter((text) => text.startsWith(name)),
      `${name}’s own order`,
    ).toEqual(own(name));
  }
});

test('H17 a late joiner reads it all @chromium', async ({ ana, bo, cy, room }) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('first');
  await bo.sees('first');
  await bo.says('second');
  await ana.sees('second');
  await ana.leaves();

  await cy.enters(room);
  await cy.seesTranscript(['first', 'second']);
  await cy.sees('first', { from: 'Ana' });
  await cy.sees('second', { from: 'Bo' });
});

test('U1 the newest page is in the HTML, before any script runs @once', async ({
  ana,
  ghost,
  room,
  site,
}) => {
  await ghost.says(...Array.from({ length: 60 }, (_, i) => `line ${i + 1} of sixty`));
  const html = (await (await fetch(`${site}/r/${room}`)).text()).replaceAll(/<!--.*?-->/g, '');
  const shown = [...html.matchAll(/<p [^>]*dir="auto"[^>]*>(line \d+ of sixty)<\/p>/g)].map(
    ([, text]) => text,
  );
  expect(shown).toEqual(Array.from({ length: 50 }, (_, i) => `line ${i + 11} of sixty`));

  await ana.enters(room);
  await ana.sees('line 60 of sixty');
});

test('R3 two tabs of one person count once @once', async ({ ana, bo, room }) => {
  await ana.enters(room);
  const second = await ana.opensAnotherTab();
  await second.enters(room);
  await bo.hasOwnClock();
  await bo.enters(room);
  await bo.seesPeople(['Ana', 'Bo']);

  await second.says('from my other tab');
  await ana.sees('from my other tab', { from: 'Ana' });
  await bo.sees('from my other tab', { from: 'Ana' });

  await second.leaves();
  await bo.says('still two of us');
  await ana.sees('still two of us');
  await bo.seesPeople(['Ana', 'Bo']);
  await ana.leaves();
  await bo.seesPeople(['Bo']);
});

test('U10 markup in names and messages stays text @once', async ({ ana, bo, room }) => {
  const markup = '<img src=x onerror="document.title=\'broken in\'"> <b>bold</b> & <script>1</script>';
  await ana.visits(room);
  await ana.givesName('<i>Ana</i>');
  await ana.isIn();
  await ana.says(markup);
  await bo.enters(room);
  await bo.sees(markup, { from: '<i>Ana</i>' });
  await bo.seesPeople(['<i>Ana</i>', 'Bo']);
  expect(await bo.tabTitle()).not.toContain('broken in');
  expect(await bo.foreignMarkup()).toBe(0);
});

test('N3 4,000 letters are a message, 4,001 are kindly refused and stay where they are @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  const most = `${'🌙'.repeat(3_999)}.`;
  await ana.says(`${most}!`);
  await ana.reads('4,001 letters. The most a message takes is 4,000.');
  await expect(ana.composer).toHaveValue(`${most}!`);
  await ana.seesTranscript([]);

  await ana.says(most);
  await bo.sees(most, { from: 'Ana' });
  await expect(ana.composer).toHaveValue('');
});

test('U7 refused words stay, say why, and can be tried again or discarded @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.willBeRefused({ times: 2 });
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('keep these');
  await ana.seesNote('Not sent.');
  await ana.seesNote('A lot was said since you first sent this. Look whether it’s there, or send it anew.');
  await ana.says('and not these');
  await ana.seesNote('Not sent.', { times: 2 });
  await ana.sees('keep these', { from: 'Ana' });

  await ana.discards();
  await ana.triesAgain();
  await bo.sees('keep these', { from: 'Ana' });
  await ana.seesSaid('keep these');
  await ana.seesTranscript(['keep these']);
  await bo.seesTranscript(['keep these']);
});

test('U9 after five minutes without a word the room shows as asleep, and the next word wakes it @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.hasOwnClock();
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('good night');
  await ana.sees('good night');
  await ana.seesAwake();

  await ana.letsPass(6 * 60_000);
  await ana.seesAsleep();
  await expect(ana.composer).toHaveAttribute('placeholder', 'Write to wake the room');
  await ana.says('up already?');
  await bo.sees('up already?', { from: 'Ana' });
});

test('R10 who is writing is shown above the field, until they have said it @chromium', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  // It is told every few seconds, once both pages have all that belongs to them.
  await expect(async () => {
    await ana.composer.fill('tea');
    await ana.composer.fill('tea and');
    await bo.seesWriting('Ana is writing…');
  }).toPass();
  await ana.says('tea and cake');
  await bo.sees('tea and cake');
  await bo.seesNobodyWriting();
});

test('R11 who has not touched their page for ten minutes is away, until they do @once @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await bo.hasOwnClock();
  await bo.enters(room);
  await ana.enters(room);
  await ana.comesToTheFront();
  await expect(ana.rowOf('Bo')).not.toContainText('away');
  await expect(bo.roomsEdge, 'what comes later is there').toBeAttached();
  await bo.letsPass(10 * 60_000);
  await expect(ana.rowOf('Bo')).toContainText('away');
  await ana.reloads();
  await expect(ana.rowOf('Bo')).toContainText('away');
  await bo.presses('Shift');
  await expect(ana.rowOf('Bo')).not.toContainText('away');
});
