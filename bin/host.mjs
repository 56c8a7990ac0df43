// node bin/host.mjs --workers FILE --port N --state FOLDER: serves bundled Workers by Miniflare, the first of FILE to the
// outside, until a signal ends it. Keeps what they keep in FOLDER, where `wrangler pages dev --persist-to FOLDER` does.
// Nothing watches the sources. Prints in one line where it is once it answers, and then what the Workers log.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { causeIn, giveUp, tellsOfAFullDisk } from './give-up.mjs';
import { loopback } from './port.mjs';
import { didNotStart } from './serve.mjs';

const options = parseArgs({
  options: { workers: { type: 'string' }, port: { type: 'string' }, state: { type: 'string' } },
}).values;
const { workers = '', port = '', state = '' } = options;

/** @type {Miniflare | undefined} */
let host;
let diskWasFull = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => Promise.resolve(host?.dispose()).finally(() => process.exit(0)));
}
try {
  host = new Miniflare({
    ...convertV4MiniflareOptions({
      workers: JSON.parse(readFileSync(workers, 'utf8')).map(withSecrets).map(withOwnFiles),
      host: loopback,
      port: Number(port),
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
  await host.ready;
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  giveUp(`${said}\nThe server did not start. ${causeIn(said) ?? 'What it said stands above.'}`, didNotStart);
}
console.log(`Lull is at http://localhost:${port}  (Ctrl-C ends it)`);

/** @param {import('./bundle.mjs').HostedWorker} worker */
function withSecrets({ secrets, ...worker }) {
  return secrets
    ? { ...worker, bindings: { ...worker.bindings, ...parseEnv(readFileSync(secrets, 'utf8')) } }
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
