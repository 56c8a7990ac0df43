import { spawn, spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this project, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * What every tool runs with: the locked tools first in the path, Node among them, and a wrangler that asks
 * nothing, reports nothing and does not look at the network for news of itself.
 * @param {NodeJS.ProcessEnv} more
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv(more = {}) {
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
 * Starts a tool and goes on.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start([tool = '', ...args], options = {}) {
  return spawn(tool, args, { cwd: root, env: toolEnv(), ...options });
}

/**
 * Starts a server that ends when we end, and leaves nothing behind. It gets no terminal, so it asks nothing.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 */
export function startOnLeash(command, env = {}) {
  return start(['node', 'bin/leash.mjs', ...command], { detached: true, stdio: 'pipe', env: toolEnv(env) });
}

/**
 * Runs a tool to its end with its output on the screen.
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {number} its exit code; 1 when it could not start or was killed
 */
export function run([tool = '', ...args], env = {}) {
  const { status } = spawnSync(tool, args, {
    cwd: root,
    env: toolEnv(env),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}

/**
 * Runs a tool to its end and keeps what it prints.
 * @param {string[]} command
 * @returns {{ ok: boolean, output: string }}
 */
export function runQuietly([tool = '', ...args]) {
  const { status, stdout, stderr, error } = spawnSync(tool, args, {
    cwd: root,
    env: toolEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, output: error ? error.message : `${stdout}${stderr}`.trim() };
}
