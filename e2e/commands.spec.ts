import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, isFree, loopback } from '../bin/port.mjs';
import { test as base, expect } from './people.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'lull-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

/** `npm start` without the installation and the build that these tests have behind them. */
function start(port: number, state: string) {
  const child = spawn('node', ['bin/start.mjs', '--no-build', '--port', `${port}`, '--state', state]);
  const heard: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => heard.push(`${text}`));
  const said = () => heard.join('');
  return { child, said, ended: once(child, 'close').then(([code]) => ({ code, said: said() })) };
}

test.describe('npm start @once', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
    test(`O2 leaves nothing behind when it ends by ${signal}`, async ({ folder }) => {
      const port = await freePort();
      const { child, said, ended } = start(port, folder);
      await expect.poll(said, { timeout: 30_000 }).toContain(`Lull is at http://localhost:${port}`);
      expect(await isFree(port)).toBe(false);
      child.kill(signal);
      // Nothing went wrong, so npm is to say nothing.
      expect((await ended).code).toBe(signal === 'SIGKILL' ? null : 0);
      // The runtime listens there; it has ended once it does so no more.
      await expect.poll(() => isFree(port)).toBe(true);
    });
  }

  for (const host of [loopback, '::1']) {
    test(`O3 says that its port is taken on ${host}, and names another`, async ({ folder }) => {
      const isHere = Object.values(networkInterfaces()).some((all) =>
        all?.some(({ address }) => address === host),
      );
      test.skip(!isHere, `This machine has no ${host}.`);
      const port = await freePort();
      const other = createServer().listen(port, host);
      await once(other, 'listening');
      try {
        const { code, said } = await start(port, folder).ended;
        expect(code).toBe(1);
        expect(said).toContain(`Port ${port} is taken by another program.`);
        expect(said).toMatch(/npm start -- --port \d+/);
      } finally {
        other.close();
      }
    });
  }

  test('O4 says that what is said cannot be kept where it cannot', async ({ folder }) => {
    const state = join(folder, 'a-file');
    await writeFile(state, 'not a folder');
    const { code, said } = await start(await freePort(), state).ended;
    expect(code).toBe(1);
    expect(said).toContain(`What is said cannot be kept in ${state}.`);
    expect(said).not.toMatch(/\n\s+at /);
  });

  test('O4 says what it takes when it is given something else', async ({ folder }) => {
    const wrong = spawn('node', ['bin/start.mjs', '--prot', '8080'], { cwd: process.cwd() });
    let said = '';
    wrong.stderr.on('data', (text) => {
      said += text;
    });
    const [code] = await once(wrong, 'close');
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('npm start takes --port, --state and --no-build.'),
    ]);
    expect((await start(99_999, folder).ended).said).toContain('A port is a number from 1 to 65535.');
  });
});
