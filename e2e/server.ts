import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtWorkers } from '../bin/build.mjs';
import { hostCommand } from '../bin/hosting.mjs';
import { freePort, isFree, loopback } from '../bin/port.mjs';
import { startOnLeash } from '../bin/tool.mjs';
import { test as people } from './people.ts';

const patienceMs = 60_000;

/** A whole Lull of a test's own: pages, Worker and rooms, built before the tests began. */
export type Server = {
  url: string;
  port: number;
  stateDir: string;
  pid: number;
  /** All it has printed, the Worker's log lines among them, such as `{"event":"room-woke", …}`. */
  output(): string;
  /** How many of its log lines carry this event. */
  count(event: string): number;
  /** kill -9, runtime included: nothing gets to say goodbye. */
  kill9(): Promise<void>;
  stop(): Promise<void>;
};

type Given = {
  /** Of a server that ended: then this one takes its place. */
  stateDir?: string;
  port?: number;
  /** The command that serves the built pages and the Worker from there; that of `npm start` without one. */
  command?: (port: number, stateDir: string) => string[];
};

/** Resolves once it answers. */
export async function startServer(given: Given = {}): Promise<Server> {
  const stateDir = given.stateDir ?? (await mkdtemp(join(tmpdir(), 'lull-e2e-')));
  const port = given.port ?? (await freePort());
  // Wrangler notes what it serves, for others to find.
  const env = { WRANGLER_REGISTRY_PATH: join(stateDir, 'registry') };
  const child = startOnLeash((given.command ?? ours)(port, stateDir), env);
  const heard = hear(child);
  await up(child, heard);
  return {
    url: `http://localhost:${port}`,
    port,
    stateDir,
    pid: child.pid ?? 0,
    output: () => heard.join(''),
    count: (event) => heard.join('').split(`{"event":"${event}"`).length - 1,
    kill9: () => end(child, port, 'SIGKILL'),
    stop: () => end(child, port, 'SIGTERM'),
  };
}

const ours = (port: number, state: string) => hostCommand({ workers: builtWorkers, port, state });

/** What a release is tried with before it is deployed. It builds the Worker itself. */
export const wranglersOwn = (port: number, state: string) => [
  ...['wrangler', 'pages', 'dev', '-c', 'wrangler.toml', '-c', 'durable/wrangler.toml'],
  ...['--ip', loopback, '--port', `${port}`, '--persist-to', state],
];

/** Tests with a server of their own, so that its log tells of nobody else, or so that it can be stopped. */
export function testWithServer(given: Given = {}) {
  return people.extend<{ server: Server }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
    server: async ({}, use) => {
      const server = await startServer(given);
      await use(server);
      await server.stop();
    },
    site: async ({ server }, use) => use(server.url),
  });
}

function hear(child: ChildProcess): string[] {
  const heard: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => heard.push(text));
  }
  return heard;
}

async function up(child: ChildProcess, heard: string[]): Promise<void> {
  await until(() => child.exitCode !== null || /Lull is at|Ready on/.test(heard.join('')), 'start');
  if (child.exitCode !== null) throw new Error(`The server did not start:\n${heard.join('')}`);
}

async function end(child: ChildProcess, port: number, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    // The leash, the host and the runtime are one group.
    process.kill(-(child.pid ?? 0), signal);
    await exited;
  }
  // Its runtime ends an instant after it; only then can another take the port.
  await until(() => isFree(port), 'end');
}

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`The server did not ${what} within ${patienceMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
