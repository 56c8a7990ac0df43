import { brokenLine, test as people } from './people.ts';
import { type Server, startServer } from './server.ts';

const test = people.extend<{ servers: Server[] }>({
  // The one that runs is the last.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  servers: async ({}, use) => {
    const servers = [await startServer()];
    await use(servers);
    await servers.at(-1)?.stop();
  },
  site: async ({ servers }, use) => use(servers[0]?.url ?? ''),
});

test('H11 C2 after a kill -9 everything said is there, and open tabs come back by themselves @once', async ({
  ana,
  bo,
  cy,
  room,
  servers,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('written down');
  await bo.sees('written down');
  await bo.says('me too');
  await ana.sees('me too');

  ana.expects(brokenLine);
  bo.expects(brokenLine);
  const [first] = servers;
  await first?.kill9();
  await ana.says('is this thing on?');
  await ana.seesWaiting('is this thing on?');
  servers.push(await startServer(first));

  await Promise.all([ana.isBack(), bo.isBack()]);
  await bo.sees('is this thing on?', { from: 'Ana' });
  await ana.seesSaid('is this thing on?');
  const everything = ['written down', 'me too', 'is this thing on?'];
  await ana.seesTranscript(everything);
  await bo.seesTranscript(everything);
  await ana.seesPeople(['Ana', 'Bo']);

  await cy.enters(room);
  await cy.seesTranscript(everything);
});
