import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { runQuietly } from './tool.mjs';

const rotate = (...args: string[]) => runQuietly(['node', 'bin/rotate-key.mjs', ...args]);

test('I24 a key is rotated in its file, with the former one beside it or without', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'lull-key-')), 'secrets.vars');
  const read = () => parseEnv(readFileSync(file, 'utf8'));
  writeFileSync(file, '# whose\nGUEST_KEY=first\nOTHER="stays # as it is"');
  expect((await rotate(file)).ok).toBe(true);
  const once = read();
  expect(once).toEqual({
    OTHER: 'stays # as it is',
    GUEST_KEY: expect.stringMatching(/^[\w-]{43}$/),
    GUEST_KEY_BEFORE: 'first',
  });
  expect(readFileSync(file, 'utf8')).toMatch(/^# whose\nOTHER="stays # as it is"\n/);
  // By a second change the first key would be lost, by which people are known.
  const again = await rotate(file);
  expect(again.output).toContain('has a key of before already');
  expect([again.ok, read()]).toEqual([false, once]);
  await rotate(file, '--drop');
  expect(Object.keys(read()).sort()).toEqual(['GUEST_KEY', 'OTHER']);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('I24 a file without a key is told', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'lull-key-')), 'secrets.vars');
  expect((await rotate(file)).output).toContain('There is no ');
  writeFileSync(file, 'OTHER=stays\n');
  expect(await rotate(file)).toMatchObject({
    ok: false,
    output: expect.stringContaining('has no GUEST_KEY'),
  });
});
