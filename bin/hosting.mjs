import { existsSync } from 'node:fs';
import { builtWorkers } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { freePort, loopback, whyNot } from './port.mjs';
import { run } from './tool.mjs';

/** The exit code of bin/host.mjs when it has said why it cannot serve. */
export const didNotStart = 2;

/**
 * What a server is given: where it listens, the folder that keeps what the rooms hold, and the networks of proxies whose word
 * on who asks is taken, beside this machine.
 * @typedef {{ host?: string, port: number, state: string, trusted?: string[] }} Hosting
 */

/**
 * Serves the built pages and the Worker until a signal ends it. Says in one line where, once it answers; from then on
 * the Worker's own lines pass through as they are.
 * @param {Hosting & { command: string }} hosting `command` is what the person typed
 */
export async function serve({ command, ...hosting }) {
  const { host = loopback, port } = hosting;
  const obstacle = await whyNot(port, host);
  if (obstacle === 'EADDRNOTAVAIL') giveUp(`${host} is no address of this machine.`);
  if (obstacle) {
    const is = obstacle === 'EACCES' ? 'can be used with more rights only' : 'is taken by another program';
    giveUp(`Port ${port} ${is}. Choose another: ${command} -- --port ${await freePort()}`);
  }
  if (!existsSync(builtWorkers)) giveUp('Nothing is built yet. Leave out --no-build.');
  const code = await run(hostCommand({ workers: builtWorkers, ...hosting }));
  if (code === 0) return;
  if (code !== didNotStart) {
    console.error(`The server has ended. What was said is kept, and ${command} brings it back.`);
  }
  process.exitCode = code === didNotStart ? 1 : code;
}

/**
 * The command of a server, for whoever starts one: `npm start`, `npm run serve`, the end-to-end tests and the fault harness.
 * @param {Hosting & { workers: string }} hosting `workers` is a file that bin/bundle.mjs fills
 */
export function hostCommand({ workers, host = loopback, port, state, trusted = [] }) {
  const where = ['--host', host, '--port', `${port}`, '--state', state];
  const proxies = trusted.flatMap((network) => ['--trust', network]);
  return [
    'node',
    '--disable-warning=ExperimentalWarning',
    'bin/host.mjs',
    '--workers',
    workers,
    ...where,
    ...proxies,
  ];
}
