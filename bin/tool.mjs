import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endAll, onEndOfNpm } from './processes.mjs';

/** The folder of this project, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * What every tool runs with: the locked tools first in the path, Node among them, and a wrangler that asks
 * nothing, reports nothing and does not look at the network for news of itself.
 * @param {NodeJS.ProcessEnv} more
 * @returns {NodeJS.ProcessEnv}
 */
function toolEnv(more = {}) {
  return {
    ...process.env,
    PATH: [`${root}/node_modules/.bin`, process.env['PATH']].join(delimiter),
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_WRITE_LOGS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    ...more,
  };
}

/**
 * Starts a tool that ends when we end, however that happens, and leaves nothing of its own behind. It gets no terminal,
 * so it asks nothing. Closing its standard input ends it.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @param {'pipe' | 'inherit'} output
 */
export function startOnLeash(command, env = {}, output = 'pipe') {
  const leash = fileURLToPath(new URL('leash.mjs', import.meta.url));
  const child = spawn(process.execPath, [leash, ...command], {
    cwd: root,
    env: toolEnv(env),
    // Apart from our group: a Ctrl-C is for us alone, and we pass it on.
    detached: true,
    stdio: ['pipe', output, output],
  });
  leashes.add(child);
  child.once('exit', (_, signal) => {
    leashes.delete(child);
    // Killed, it could see to nothing.
    if (signal) endAll(`${child.pid}`);
  });
  return child;
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const leashes = new Set();
let isEnding = false;

/** A Ctrl-C comes twice: from the terminal, and from npm, which passes it on. */
const sameSignalMs = 1_000;
let endingSince = 0;

/**
 * From now on a signal ends all that is on our leashes, then us; and so does the end of the `npm` that runs us. At a
 * second signal we wait for nobody: a leash sees to the rest by itself.
 * @param {number} [code] the exit code then, where such an end is as good as any; else it tells of the signal
 */
export function endWithAllOnSignals(code) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => endWithAll(code ?? 128 + constants.signals[signal]));
  }
  onEndOfNpm(() => endWithAll(1));
}

/** @param {number} code */
async function endWithAll(code) {
  if (isEnding && Date.now() - endingSince < sameSignalMs) return;
  if (isEnding) process.exit(code);
  isEnding = true;
  endingSince = Date.now();
  const ends = [...leashes].map((leash) => once(leash, 'exit'));
  for (const { stdin } of leashes) stdin?.end();
  await Promise.all(ends);
  process.exit(code);
}

/**
 * The exit code, once all that was printed has been heard; never when we are being ended, so that no next step begins.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
async function closing(child) {
  const [code] = await once(child, 'close');
  return isEnding ? new Promise(() => {}) : (code ?? 1);
}

/**
 * Runs a tool to its end with its output on the screen.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 1 when it was killed, 127 when it could not start
 */
export async function run(command, env = {}) {
  return closing(startOnLeash(command, env, 'inherit'));
}

/**
 * Runs a tool to its end and keeps what it prints.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function runQuietly(command, env = {}) {
  const child = startOnLeash(command, env);
  /** @type {string[]} */
  const heard = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => heard.push(text));
  }
  return { ok: (await closing(child)) === 0, output: heard.join('').trim() };
}
