import { createServer } from 'node:net';
import { giveUp } from './give-up.mjs';

/** All servers of this project listen here, where nobody but this machine reaches them. */
export const loopback = '127.0.0.1';
/** The other one that `localhost` may mean. A browser that tries it first would reach whoever listens there. */
const loopback6 = '::1';

/**
 * Whether nothing listens on this port of this machine, by either of the addresses that `localhost` stands for.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isFree(port) {
  return (await whyNot(port)) === undefined;
}

/**
 * Why nobody can begin to listen on this port: `EADDRINUSE` when somebody does, `EACCES` when it takes rights to,
 * `EADDRNOTAVAIL` when the host is another machine's.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>}
 */
export async function whyNot(port, host = loopback) {
  return (await whyNotOn(host, port)) ?? (host === loopback ? whyNotOn(loopback6, port) : undefined);
}

/**
 * The port that somebody asked for, by an option or in the environment; 8788 without either.
 * @param {string | undefined} option
 */
export function portFrom(option) {
  const port = Number(option ?? (process.env['PORT'] || 8788));
  return Number.isInteger(port) && port >= 1 && port <= 65_535
    ? port
    : giveUp('A port is a number from 1 to 65535.');
}

/** A port that nothing listens on. @returns {Promise<number>} */
export async function freePort() {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = await anyPort();
    if (await isFree(port)) return port;
  }
  throw new Error('No port is free on both 127.0.0.1 and [::1].');
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<string | undefined>}
 */
function whyNotOn(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
      // A machine without IPv6 has nobody listening there.
      const isWithout = host === loopback6 && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT');
      resolve(isWithout ? undefined : code);
    });
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** @returns {Promise<number>} */
function anyPort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, loopback, () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
