import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleRooms } from '../bin/bundle.mjs';
import { freePort, loopback } from '../bin/port.mjs';
import { sourcesAt } from '../bin/sources-at.mjs';
import { root, startOnLeash } from '../bin/tool.mjs';

const patienceMs = 20_000;

/** One build of the Worker that is measured: where its bundle is, and by which name it is told of. */
export type Build = { name: string; folder: string; protocolVersion: number; flags: readonly string[] };

/** Bundles durable/ as it is here, or as it was at a commit, with an entry in which nobody is too fast. */
export async function build(name: string, commit: string | undefined, into: string): Promise<Build> {
  const folder = join(into, name);
  const sources = join(folder, 'sources');
  await mkdir(sources, { recursive: true });
  if (commit === undefined) {
    for (const each of ['protocol', 'durable']) {
      await cp(join(root, each), join(sources, each), { recursive: true });
    }
  } else {
    await sourcesAt(commit, ['protocol', 'durable'], sources);
  }
  await cp(join(root, 'bench/worker'), join(sources, 'bench/worker'), { recursive: true });
  await symlink(join(root, 'node_modules'), join(sources, 'node_modules'));
  await writeFile(join(sources, 'package.json'), '{ "type": "module" }');
  const { compatibilityFlags: flags = [] } = await bundleRooms(
    join(folder, 'bundle'),
    sources,
    'bench/worker/worker.ts',
  );
  const { protocolVersion } = await import(join(sources, 'protocol/version.ts'));
  return { name, folder, protocolVersion, flags };
}

/** A build on bare workerd, over a folder that outlives it. */
export class Runtime {
  readonly origin: string;
  readonly build: Build;
  readonly #port: number;
  readonly #state: string;
  #pid = 0;
  #end: () => Promise<void> = async () => {};

  private constructor(build: Build, port: number, state: string) {
    this.build = build;
    this.#port = port;
    this.#state = state;
    this.origin = `${loopback}:${port}`;
  }

  static async start(build: Build): Promise<Runtime> {
    const port = await freePort();
    const state = join(build.folder, `state-${port}`);
    await mkdir(state, { recursive: true });
    const runtime = new Runtime(build, port, state);
    await runtime.restart();
    return runtime;
  }

  get protocolVersion(): number {
    return this.build.protocolVersion;
  }

  /** Starts it over what it kept. */
  async restart(): Promise<void> {
    const config = join(this.build.folder, 'workerd.capnp');
    await writeFile(config, configOf(this.#port, this.#state, this.build.flags));
    const child = startOnLeash(['workerd', 'serve', config]);
    child.stdout?.resume();
    child.stderr?.resume();
    this.#end = async () => {
      const exited = once(child, 'exit');
      child.stdin?.end();
      process.kill(this.#pid, 'SIGKILL');
      await exited;
    };
    await this.#untilItAnswers();
    this.#pid = await pidOnPort(this.#port);
  }

  async kill(): Promise<void> {
    await this.#end();
  }

  async stop(): Promise<void> {
    await this.#end();
    await rm(this.#state, { recursive: true, force: true });
  }

  /** Microseconds of CPU time that it has used since it started, all threads together. */
  async cpuUs(): Promise<number> {
    const tasks = await readdir(`/proc/${this.#pid}/task`);
    const each = tasks.map((task) =>
      readFile(`/proc/${this.#pid}/task/${task}/schedstat`, 'utf8').catch(() => '0'),
    );
    return (await Promise.all(each)).reduce((sum, line) => sum + Number(line.split(' ')[0]) / 1_000, 0);
  }

  /** KiB of memory that is its own alone. */
  async memoryKiB(): Promise<number> {
    const rollup = await readFile(`/proc/${this.#pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]);
  }

  async #untilItAnswers(): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await fetch(`http://${this.origin}/`).catch(() => undefined))) {
      if (Date.now() > deadline) throw new Error(`workerd did not start within ${patienceMs / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Whichever process of ours was started with a configuration of that port. */
async function pidOnPort(port: number): Promise<number> {
  for (const pid of await readdir('/proc')) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const [tool = '', verb, config = ''] = command.split('\0');
    if (!tool.endsWith('/workerd') || verb !== 'serve') continue;
    if ((await readFile(config, 'utf8').catch(() => '')).includes(`"${loopback}:${port}"`))
      return Number(pid);
  }
  throw new Error(`No workerd serves the port ${port}.`);
}

// The lobby's store keeps nothing: no measurement looks at it. Nobody has an address here, so no rate limit is asked.
function configOf(port: number, state: string, flags: readonly string[]): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "kv", worker = .kv),
    (name = "disk", disk = (path = "${state}", writable = true)),
  ],
  sockets = [(name = "http", address = "${loopback}:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "bundle/worker.js")],
  compatibilityDate = "2026-10-01",
  compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join(', ')}],
  durableObjectNamespaces = [
    (className = "RoomObject", uniqueKey = "room", enableSql = true),
    (className = "PersonObject", uniqueKey = "person", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [
    (name = "ROOM", durableObjectNamespace = "RoomObject"),
    (name = "PERSON", durableObjectNamespace = "PersonObject"),
    (name = "LISTED", kvNamespace = "kv"),
    (name = "GUEST_KEY", text = "the key of the measurements, long enough to sign with"),
  ],
);
const kv :Workerd.Worker = (
  modules = [(name = "kv.js", esModule = "export default { fetch: () => new Response('', { status: 404 }) }")],
  compatibilityDate = "2026-10-01",
);
`;
}
