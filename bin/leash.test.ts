import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { root } from './tool.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lull-leash-'));
afterAll(() => rmSync(folder, { recursive: true }));

// What a test runner does with its browsers: they get a session of their own.
const tool = file(
  'tool.cjs',
  `const { spawn } = require('node:child_process');
  const browser = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  console.log(JSON.stringify({ leash: process.ppid, tool: process.pid, browser: browser.pid }));
  setInterval(() => {}, 1000);`,
);
const command = file(
  'command.mjs',
  `import { endWithAllOnSignals, run } from ${JSON.stringify(`${root}/bin/tool.mjs`)};
  endWithAllOnSignals();
  console.log(JSON.stringify({ command: process.pid }));
  await run(['node', ${JSON.stringify(tool)}]);`,
);

describe('O2 what was stopped is stopped', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('a command by %s', async (signal) => {
    const all = await pidsOf(spawn(process.execPath, [command]));
    process.kill(all.command, signal);
    await areGone(all);
  });

  test('a command that hears of its end twice, from the terminal and from npm, ends after its tools', async () => {
    const child = spawn(process.execPath, [command]);
    const all = await pidsOf(child);
    const ended = once(child, 'exit');
    // Two kinds, because two of one kind may be heard as one.
    for (const signal of ['SIGINT', 'SIGTERM']) process.kill(all.command, signal);
    await ended;
    expect(isRunning(all.leash)).toBe(false);
    await areGone(all);
  });

  test('a tool that ends by itself', async () => {
    const all = await pidsOf(spawn(process.execPath, [command]));
    process.kill(all.tool, 'SIGKILL');
    await areGone(all);
  });

  test('a leash that is killed', async () => {
    const all = await pidsOf(spawn(process.execPath, [command]));
    process.kill(all.leash, 'SIGKILL');
    await areGone(all);
  });

  test.each(['SIGKILL', 'SIGHUP'] as const)('a command whose npm ends by %s', async (signal) => {
    // The shell does not make way for its last command, as some do.
    const shell = `spawn('sh', ['-c', '"$NODE" "$COMMAND"; true'], { stdio: 'inherit' })`;
    const npm = spawn(process.execPath, ['-e', `require('node:child_process').${shell}`], {
      env: { ...process.env, NODE: process.execPath, COMMAND: command, npm_lifecycle_event: 'start' },
    });
    const all = await pidsOf(npm);
    npm.kill(signal);
    await areGone(all);
  });
});

type Pids = { command: number; leash: number; tool: number; browser: number };

async function pidsOf(child: ChildProcess): Promise<Pids> {
  const said = child.stdout ? createInterface(child.stdout) : expect.unreachable();
  const [[first], [second]] = [await once(said, 'line'), await once(said, 'line')];
  return { ...JSON.parse(first), ...JSON.parse(second) };
}

async function areGone(all: Pids): Promise<void> {
  const left = () => Object.entries(all).filter(([, pid]) => isRunning(pid));
  try {
    await vi.waitFor(() => expect(left()).toEqual([]), { timeout: 15_000, interval: 50 });
  } finally {
    for (const [, pid] of left()) process.kill(pid, 'SIGKILL');
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that nobody asked for its exit code has ended all the same.
    return process.platform !== 'linux' || !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
