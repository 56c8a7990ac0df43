import childProcess from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { CoreHeaders, HOST_CAPNP_CONNECT } from 'miniflare';

/**
 * Has the runtime, when Miniflare starts it, listen to nobody but whoever asks for a page: to be called before. Miniflare is made for
 * development, and gives each socket two ways in which the version that is pinned can be told not to (O9 tests both):
 *
 * - what is known of a peer is read from a header, which anybody could send. Without its name the runtime says by itself who is
 *   at the other end;
 * - `CONNECT` to a host whose name anybody can look up reaches the inside of the runtime. It gets a name that nobody knows.
 */
export function sealRuntime() {
  Object.assign(CoreHeaders, { CF_BLOB: undefined });
  const secret = randomBytes(HOST_CAPNP_CONNECT.length).toString('hex').slice(0, HOST_CAPNP_CONNECT.length);
  const { spawn } = childProcess;
  childProcess.spawn = /** @type {typeof spawn} */ (
    (/** @type {Parameters<typeof spawn>} */ ...given) => {
      const child = spawn(...given);
      // The configuration comes this way.
      for (const way of /** @type {const} */ (['write', 'end'])) {
        const send = child.stdin?.[way].bind(child.stdin);
        if (child.stdin && send) {
          child.stdin[way] = /** @type {any} */ (
            (/** @type {unknown} */ chunk, /** @type {any[]} */ ...rest) =>
              send(renamed(chunk, secret), ...rest)
          );
        }
      }
      return child;
    }
  );
}

/**
 * @param {unknown} chunk
 * @param {string} secret as long as what it takes the place of
 * @returns {any}
 */
function renamed(chunk, secret) {
  if (!(chunk instanceof Uint8Array)) return chunk;
  const bytes = Buffer.from(chunk);
  for (let at = 0; ; ) {
    at = bytes.indexOf(HOST_CAPNP_CONNECT, at);
    if (at < 0) return bytes;
    bytes.write(secret, at);
  }
}
