import { expect } from './people.ts';
import { startServer, testWithServer, wranglersOwn } from './server.ts';

const test = testWithServer({ command: wranglersOwn });

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
