import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { HOST_CAPNP_CONNECT } from 'miniflare';
import { loopback } from '../bin/port.mjs';
import { runQuietly } from '../bin/tool.mjs';
import { brokenLine, expect } from './people.ts';
import { type Server, startServer, testWithServer } from './server.ts';

const served = (port: number, state: string) => [
  ...['node', 'bin/serve.mjs', '--no-build', '--port', `${port}`, '--state', state],
  ...['--trust', '10.0.0.0/8'],
];
const test = testWithServer({ command: served });

/** How many of the lobby's searches from there are answered, of `times`. */
async function searchesAnswered(server: Server, times: number, headers: Record<string, string>) {
  const statuses = [];
  for (let i = 0; i < times; i += 1) {
    statuses.push((await fetch(`${server.url}/?find=x`, { headers, redirect: 'manual' })).status);
  }
  return statuses.filter((status) => status === 200).length;
}

test('O9 who asks is who a trusted proxy says, and nobody gets around a limit by making up an address @once', async ({
  server,
}) => {
  const limit = 30;
  const from = (...hops: string[]) => ({ 'x-forwarded-for': hops.join(', ') });
  expect(await searchesAnswered(server, limit + 2, from('203.0.113.7'))).toBe(limit);
  expect(await searchesAnswered(server, 2, from('198.51.100.1', '203.0.113.7', '10.0.0.1'))).toBe(0);
  const made = {
    ...from('203.0.113.7'),
    'cf-connecting-ip': '198.51.100.1',
    'x-real-ip': '198.51.100.1',
    'mf-cf-blob': '{"clientIp":"198.51.100.1:1"}',
  };
  expect(await searchesAnswered(server, 2, made)).toBe(0);
  expect(await searchesAnswered(server, 2, from('203.0.113.8'))).toBe(2);
});

test('O9 what only the development server listens to is not there @once', async ({ server }) => {
  for (const path of ['/cdn-cgi/handler/scheduled', '/cdn-cgi/mf/scheduled', '/cdn-cgi/explorer']) {
    expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  }
  const way = connect(server.port, loopback);
  way.write(`CONNECT ${HOST_CAPNP_CONNECT} HTTP/1.1\r\nHost: ${HOST_CAPNP_CONNECT}\r\n\r\n`);
  const [answer] = await once(way, 'data');
  expect(`${answer}`.split('\r\n')[0]).not.toContain('200');
  way.destroy();
  const routed = await fetch(`${server.url}/`, { headers: { 'MF-Route-Override': 'lull-rooms' } });
  expect(await routed.text()).toContain('<html');
});

test('O10 O11 two talk; a second server on the same folder ends with a sentence; a signal ends the first, and all is there again @once', async ({
  ana,
  bo,
  room,
  server,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('served');
  await bo.sees('served', { from: 'Ana' });

  const second = await runQuietly(served(server.port + 1, server.stateDir));
  expect(second.output).toContain(`Another server is using ${server.stateDir}.`);
  expect(second.ok).toBe(false);

  for (const person of [ana, bo]) await person.leaves();
  await server.stop();
  const next = await startServer({ stateDir: server.stateDir, command: served });
  expect(await (await fetch(`${next.url}/r/${room}`)).text()).toContain('served');
  await next.stop();

  const note = { format: 1, rooms: 99, people: 99, readers: { rooms: 99, people: 99 } };
  writeFileSync(join(server.stateDir, 'lull.json'), JSON.stringify(note));
  const older = await runQuietly(served(server.port, server.stateDir));
  expect(older.output).toContain('written by a newer version of Lull');
  expect(older.ok).toBe(false);
});

test('O4 what npm run serve cannot do is told in a sentence @once', async ({ server }) => {
  const trial = async (...options: string[]) =>
    (await runQuietly(['node', 'bin/serve.mjs', '--no-build', '--state', `${server.stateDir}-2`, ...options]))
      .output;
  expect(await trial('--port', `${server.port}`)).toMatch(
    /Port \d+ is taken by another program\. Choose another: npm run serve/,
  );
  expect(await trial('--host', 'example')).toContain('A host is an address of this machine');
  expect(await trial('--host', '203.0.113.1')).toContain('203.0.113.1 is no address of this machine.');
  expect(await trial('--port', `${server.port + 1}`, '--trust', 'x')).toContain('x is no network.');
  expect(await trial('--hots')).toContain(
    'npm run serve takes --host, --port, --state, --trust and --no-build.',
  );
});

test('O12 O13 a backup of a running server is brought back: what was said before it is there, and the session too @once', async ({
  ana,
  room,
  server,
}) => {
  await ana.enters(room);
  await ana.says('before the backup');
  await ana.seesSaid('before the backup');
  const backup = `${server.stateDir}-backup`;
  const where = ['--state', server.stateDir];
  const run = (...args: string[]) => runQuietly(['node', '--disable-warning=ExperimentalWarning', ...args]);
  const made = await run('bin/backup.mjs', '--to', backup, ...where);
  expect(made.output).toMatch(/1 rooms and \d+ people, .* MB, are in /);
  await ana.says('after it');
  await ana.seesSaid('after it');

  const tooEarly = await run('bin/restore.mjs', '--from', backup, ...where);
  expect(tooEarly.output).toContain('Another server is using');
  expect(tooEarly.ok).toBe(false);

  ana.expects(brokenLine);
  await server.stop();
  const restored = await run('bin/restore.mjs', '--from', backup, ...where);
  expect(restored.output).toMatch(/is as it was at .*\n.*before-restore; take it away/);
  const next = await startServer({ ...server, command: served });
  await ana.isBack();
  await ana.seesTranscript(['before the backup']);
  await ana.says('and on');
  await ana.seesSaid('and on');
  await ana.leaves();
  await next.stop();
});
