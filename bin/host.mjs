// node bin/host.mjs --workers FILE --host HOST --port N --state FOLDER --trust NETWORK …: serves bundled Workers by
// Miniflare, the first of FILE to the outside, until a signal ends it. Keeps what they keep in FOLDER, where
// `wrangler pages dev --persist-to FOLDER` does. Nothing watches the sources. Prints in one line where it is once it
// answers, and then what the Workers log.
import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { alwaysTrusted, networksFrom } from './front/client-address.mjs';
import { causeIn, giveUp, tellsOfAFullDisk } from './give-up.mjs';
import { didNotStart } from './hosting.mjs';
import { loopback } from './port.mjs';
import { sealRuntime } from './sealed-runtime.mjs';
import { ensureSecretsOf, lockState, noteIn, noteSchema, secretsOf, whyUnreadable } from './state.mjs';
import { finishRestore } from './state-copy.mjs';

const { workers, host, port, state, trust } = parseArgs({
  options: {
    workers: { type: 'string', default: '' },
    host: { type: 'string', default: loopback },
    port: { type: 'string', default: '' },
    state: { type: 'string', default: '' },
    trust: { type: 'string', multiple: true, default: [] },
  },
}).values;

/** @type {import('./bundle.mjs').Hosted} */
const hosted = JSON.parse(readFileSync(workers, 'utf8'));
const [front, ...others] = hosted.workers;
const trusted = [...alwaysTrusted, ...trust];
const drainToken = randomBytes(32).toString('base64url');
const listening = {
  bindings: { TRUSTED_PROXIES: trusted, DRAIN_TOKEN: drainToken },
  unsafeDirectSockets: [{ host, port: Number(port) }],
};
/** @type {Miniflare | undefined} */
let miniflare;
let diskWasFull = false;
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
try {
  networksFrom(trusted);
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error), didNotStart);
}
const lock = lockState(state);
if (typeof lock === 'string') giveUp(lock, didNotStart);
try {
  finishRestore(state);
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error), didNotStart);
}
const trouble = whyUnreadable(noteIn(state), hosted.schema);
if (trouble) giveUp(`${state} cannot be used. ${trouble}`, didNotStart);
sealRuntime();
try {
  noteSchema(state, hosted.schema);
  ensureSecretsOf(state);
  miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      // What a Worker may be given is Miniflare's to say, and it does when it starts.
      workers: /** @type {any[]} */ (
        [{ ...front, ...listening }, ...others].map(withSecrets).map(withOwnFiles)
      ),
      // Miniflare's own entrance, made for development: it believes whatever a request says of itself. It gets a port that
      // nobody is told.
      host: loopback,
      port: 0,
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: ({ level, message }) => print(level, message),
      // Otherwise it asks the network what a request looks like at the edge.
      cf: false,
      telemetry: { enabled: false },
      resourcePersistencePath: `${state}/v3`,
    }),
    // Servers that run side by side would find each other's Workers in it.
    enableDevRegistry: false,
  });
  await miniflare.ready;
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  giveUp(`${said}\nThe server did not start. ${causeIn(said) ?? 'What it said stands above.'}`, didNotStart);
}
console.log(`Lull is at http://${host === loopback ? 'localhost' : inUrl(host)}:${port}  (Ctrl-C ends it)`);

/** @param {string} address */
function inUrl(address) {
  return address.includes(':') ? `[${address}]` : address;
}

/** Answers what was asked before, and ends; at once at a second signal. What was said is on the disk either way. */
async function end() {
  if (isEnding || !miniflare) process.exit(0);
  isEnding = true;
  const at = host === '0.0.0.0' || host === '::' ? loopback : inUrl(host);
  try {
    await fetch(`http://${at}:${port}/`, {
      headers: { 'x-lull-drain': drainToken },
      signal: AbortSignal.timeout(4_000),
    });
    await miniflare.dispose();
  } finally {
    process.exit(0);
  }
}

/** @param {import('./bundle.mjs').HostedWorker} worker */
function withSecrets({ takesSecrets, ...worker }) {
  return takesSecrets
    ? { ...worker, bindings: { ...worker.bindings, ...parseEnv(readFileSync(secretsOf(state), 'utf8')) } }
    : worker;
}

/**
 * The next build takes the files of this one away, and a page that is open still asks for them.
 * @param {import('./bundle.mjs').HostedWorker} worker
 */
function withOwnFiles(worker) {
  if (!worker.assets) return worker;
  const directory = `${state}/files`;
  rmSync(directory, { recursive: true, force: true });
  cpSync(worker.assets.directory, directory, { recursive: true });
  return { ...worker, assets: { ...worker.assets, directory } };
}

/**
 * A line of a Worker's or of the runtime's.
 * @param {string} level
 * @param {string} message
 */
function print(level, message) {
  // Once is enough: the runtime complains at every write.
  if (level === 'error' && !diskWasFull && tellsOfAFullDisk(message)) {
    diskWasFull = true;
    console.error('The disk is full: what is said now is refused, and whoever says it is told. Make room.');
  }
  (level === 'error' || level === 'warn' ? process.stderr : process.stdout).write(`${message}\n`);
}
