import { expect, test as people } from './people.ts';
import { type Server, startServer, wranglersOwn } from './server.ts';

const test = people.extend<{ server: Server }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  server: async ({}, use) => {
    const server = await startServer({ command: wranglersOwn });
    await use(server);
    await server.stop();
  },
  site: async ({ server }, use) => use(server.url),
});

test.setTimeout(120_000);

// All other tests go by bin/host.mjs, which reads the same configurations but wires them up itself.
test('O1 the pages and the Worker as wrangler wires them: two talk, a file comes, and npm start goes on from there @once', async ({
  ana,
  bo,
  room,
  server,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('by wrangler');
  await bo.sees('by wrangler', { from: 'Ana' });
  await bo.says('and by socket');
  await ana.sees('and by socket', { from: 'Bo' });
  const icon = await ana.context.request.get('/favicon.svg');
  expect(icon.headers()).toMatchObject({
    'content-type': 'image/svg+xml',
    'x-content-type-options': 'nosniff',
  });

  for (const person of [ana, bo]) await person.leaves();
  await server.stop();
  const next = await startServer({ stateDir: server.stateDir });
  try {
    const html = await (await fetch(`${next.url}/r/${room}`)).text();
    expect(html).toContain('by wrangler');
    expect(html).toContain('and by socket');
  } finally {
    await next.stop();
  }
});
