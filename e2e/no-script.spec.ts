import { limits } from '../protocol/limits.ts';
import { expect, test } from './people.ts';

test.use({ javaScriptEnabled: false });

test('U2 without JavaScript a person steps in from the lobby, reads and talks @desktop', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('hello from a socket');
  await ana.opensLobby();
  await ana.stepsIn({ name: 'Ana', room });
  await ana.isIn();
  await ana.sees('hello from a socket', { from: 'Ghost' });

  await ana.says('hello from a form');
  await ana.sees('hello from a form', { from: 'Ana' });
  await expect(ana.composer).toHaveValue('');
  await ghost.hears('hello from a form');
});

test('U2 without JavaScript a link leads to the page before, and one back to the newest @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says(...Array.from({ length: limits.pageMessages + 10 }, (_, i) => `number ${i + 1}`));
  await ana.enters(room);
  await ana.doesNotSee('number 10');
  await ana.turnsToEarlier();
  await ana.seesTranscript(Array.from({ length: 10 }, (_, i) => `number ${i + 1}`));
  await ana.newestLink.click();
  await ana.sees(`number ${limits.pageMessages + 10}`);
});

test('U2 without JavaScript wrong input gets its sentence, and keeps what was typed @once', async ({
  ana,
  room,
}) => {
  ana.expects(/422/);
  await ana.opensLobby();
  await ana.stepsIn({ name: 'A'.repeat(limits.nameLetters + 1), room });
  await ana.reads('That’s too long. A name has at most 64 letters.');
  await expect(ana.roomField).toHaveValue(room);
  await ana.stepsIn({ name: 'Ana', room: '!!!' });
  await ana.reads(/letters, digits and single hyphens/);

  await ana.enters(room);
  const tooMuch = 'a'.repeat(limits.messageLetters + 1);
  await ana.says(tooMuch);
  await ana.reads('4,001 letters. The most a message takes is 4,000.');
  await expect(ana.composer).toHaveValue(tooMuch);
  await ana.seesTranscript([]);
});

test('T14 without JavaScript a command that says something is said, and every other one explained @once', async ({
  ana,
  room,
}) => {
  ana.expects(/422/);
  await ana.enters(room);
  await ana.says('/tableflip oh well');
  await ana.sees('oh well (╯°□°)╯︵ ┻━┻', { from: 'Ana' });
  await ana.says('//help');
  await ana.sees('/help', { from: 'Ana' });

  for (const [typed, explained] of [
    ['/topic Tea', /The room’s settings have that/],
    ['/dm Bo hi', /There are no private messages here/],
    ['/tabelflip', /There’s no command \/tabelflip/],
  ] as const) {
    expect((await ana.saysByForm(typed)).status()).toBe(422);
    await ana.reads(explained);
    await expect(ana.composer).toHaveValue(typed);
  }
  await ana.seesTranscript(['oh well (╯°□°)╯︵ ┻━┻', '/help']);
});

test('U2 T6 without JavaScript the same form sent twice is said once, also with somebody mentioned @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await ghost.says('I am here');
  const form = { ...(await ana.hiddenInForm()), text: 'said twice to @ghost, `@Ghost`' };
  const headers = { origin: ana.line.url };
  const send = () => ana.context.request.post(`/r/${room}?/say`, { form, headers });
  const answers = await Promise.all([send(), send()]);
  for (const answer of answers) expect(answer.status()).toBe(200);

  await ana.enters(room);
  await ana.seesForms(['p(I am here)', 'p(said twice to mention(@Ghost), code(@Ghost))']);
});

test('B a form that is none, or lacks what the page put into it, gets an answer and says nothing @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  const headers = { accept: 'text/html', origin: ana.line.url };
  const post = (body: object) => ana.context.request.post(`/r/${room}?/say`, { headers, ...body });
  const garbage = { 'content-type': 'multipart/form-data; boundary=x', ...headers };
  const id = 'made-by-hand-1';
  const file = { name: 'text.txt', mimeType: 'text/plain', buffer: Buffer.from('a file') };

  expect((await post({ headers: garbage, data: 'no form' })).status()).toBe(400);
  expect((await post({ form: { id, text: 'no place' } })).status()).toBe(400);
  expect((await post({ form: { id: '?', after: '0', text: 'no id' } })).status()).toBe(400);
  expect((await post({ multipart: { id, after: '0', text: file } })).status()).toBe(422);
  expect(
    (
      await post({
        headers: { ...headers, origin: 'https://elsewhere.example' },
        form: { id, after: '0', text: 'foreign' },
      })
    ).status(),
  ).toBe(403);
  expect((await post({ form: { id, after: '0', text: 'all there' } })).status()).toBe(200);
  await ana.reloads();
  await ana.seesTranscript(['all there']);
});
