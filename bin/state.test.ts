import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockState, noteIn, noteSchema, whyUnreadable } from './state.mjs';
import { runQuietly } from './tool.mjs';

const folder = () => mkdtempSync(join(tmpdir(), 'lull-state-'));
const schema = (steps: number, readers = 1) => ({
  rooms: steps,
  people: steps,
  readers: { rooms: readers, people: readers },
});

describe('O10 a folder that keeps rooms', () => {
  test('is taken by one process at a time, and free again however that one ends', async () => {
    const state = folder();
    const taken = lockState(state);
    expect(taken).toMatchObject({ release: expect.any(Function) });
    const module = new URL('state.mjs', import.meta.url).href;
    const other = (then: string) =>
      runQuietly([
        ...['node', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e'],
        `const { lockState } = await import('${module}'); const lock = lockState('${state}'); ${then}`,
      ]);
    const second = await other("console.log(typeof lock === 'string' ? lock : 'free')");
    expect(second.output).toMatch(/^Another server is using .* choose another folder with --state\.$/);
    if (typeof taken !== 'string') taken.release();
    expect((await other("console.log(typeof lock); process.kill(process.pid, 'SIGKILL')")).output).toBe(
      'object',
    );
    const again = lockState(state);
    expect(again).toMatchObject({ release: expect.any(Function) });
    if (typeof again !== 'string') again.release();
  });

  test('stays taken when all that nobody needs any more is collected', async () => {
    const state = folder();
    const script = `const { lockState } = await import(${JSON.stringify(new URL('state.mjs', import.meta.url).href)});
      function take() { return typeof lockState(${JSON.stringify(state)}); }
      if (take() !== 'object') process.exit(1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      for (let i = 0; i < 3; i += 1) { gc(); await new Promise((resolve) => setTimeout(resolve, 10)); }
      console.log('collected');
      setInterval(() => {}, 1_000);`;
    const holder = spawn(process.execPath, [
      ...['--disable-warning=ExperimentalWarning', '--expose-gc', '--input-type=module', '-e', script],
    ]);
    await once(holder.stdout, 'data');
    expect(lockState(state)).toContain('Another server is using');
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
  });

  test('that cannot be written is named, with the cause', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(lockState(join(file, 'state'))).toMatch(
      /cannot be kept in .*file\/state\. A file is where a folder/,
    );
  });

  test('is not touched by a build that could not read it, and is by one that knows enough', () => {
    expect(whyUnreadable(undefined, schema(1))).toBeUndefined();
    expect(whyUnreadable({ format: 1, ...schema(9, 7) }, schema(7))).toBeUndefined();
    expect(whyUnreadable({ format: 1, ...schema(9, 7) }, schema(6))).toContain('newer version of Lull');
    const later = { ...schema(1), format: 2 } as unknown as Parameters<typeof whyUnreadable>[0];
    expect(whyUnreadable(later, schema(9))).toContain('newer version of Lull');
  });

  test('says of which schema it is, which is never lowered', () => {
    const state = folder();
    noteSchema(state, schema(5, 3));
    noteSchema(state, schema(4, 2));
    expect(noteIn(state)).toEqual({ format: 1, ...schema(5, 3) });
    noteSchema(state, schema(6, 6));
    expect(noteIn(state)).toEqual({ format: 1, ...schema(6, 6) });
    expect(readdirSync(state)).toEqual(['lull.json']);
  });
});
