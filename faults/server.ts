import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { schemaOf } from '../bin/bundle.mjs';
import { hostCommand } from '../bin/hosting.mjs';
import { isFree, loopback } from '../bin/port.mjs';
import { restore } from '../bin/state-copy.mjs';
import { runQuietly, startOnLeash } from '../bin/tool.mjs';
import type { StoredPlace } from './history.ts';

const patienceMs = 20_000;
// Below what a system gives out by itself: nobody else is given the port of a server that is down.
const ports = { from: 20_000, to: 30_000 };
let nextPort = ports.from + Math.floor(Math.random() * (ports.to - ports.from));

export type RoomFault = 'evict' | 'abort' | 'abort-after-next-act' | 'fail-a-write';

/** The real Worker in the real runtime, over a folder that outlives it. */
export class FaultyServer {
  readonly port: number;
  readonly stateDir: string;
  /** How often a room was constructed. */
  woken = 0;
  /** The bugs that a room met and logged; not those that the harness made. */
  readonly faults: string[] = [];
  /** What the runtime itself printed about errors. It may, when things break: what counts is what comes of it. */
  readonly runtimeErrors: string[] = [];
  /** The file of each build for bin/host.mjs, the newest last. */
  readonly #builds: readonly string[];
  #build = 0;
  /** How often another build took the place of the one before. */
  upgrades = 0;
  rollbacks = 0;
  #process: ChildProcess | undefined;
  #isUp = false;

  private constructor(port: number, stateDir: string, builds: readonly string[]) {
    this.port = port;
    this.stateDir = stateDir;
    this.#builds = builds;
  }

  /** Of several builds it begins with the first, and is of the next one after each restart, as if it were upgraded and rolled back. */
  static async start(into: string, builds: readonly string[]): Promise<FaultyServer> {
    const stateDir = join(into, 'state');
    await mkdir(stateDir, { recursive: true });
    const server = new FaultyServer(await portOfItsOwn(), stateDir, builds);
    await server.#start();
    return server;
  }

  /** Starts it over what it kept. */
  async restart(): Promise<void> {
    await this.#startAs((this.#build + 1) % this.#builds.length);
  }

  /** The same, of the newest build: what remains of a run is read by that. */
  async restartAsNewest(): Promise<void> {
    await this.#startAs(this.#builds.length - 1);
  }

  async #startAs(build: number): Promise<void> {
    if (build > this.#build) this.upgrades += 1;
    if (build < this.#build) this.rollbacks += 1;
    this.#build = build;
    await this.#start();
  }

  async #start(): Promise<void> {
    const { port, stateDir: state } = this;
    this.#isUp = false;
    this.#process = startOnLeash(hostCommand({ workers: this.#builds[this.#build] ?? '', port, state }));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      if (stream) createInterface(stream).on('line', (line) => this.#hear(line));
    }
    await this.#until(() => this.#hasStarted(), 'start');
  }

  /** Nothing gets to say goodbye: the leash, the runtime and all that was not yet safe end here. */
  async kill9(): Promise<void> {
    const child = this.#process;
    if (!isRunning(child)) return;
    const exited = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await exited;
    await this.#until(() => isFree(this.port), 'end');
  }

  /** Also while it runs, and is killed. */
  async backUp(): Promise<void> {
    await rm(this.#backup, { recursive: true, force: true });
    const where = ['--state', this.stateDir, '--to', this.#backup];
    const { ok, output } = await runQuietly(['node', 'bin/backup.mjs', ...where]);
    if (!ok) throw new Error(output);
  }

  /** While it is down: what it kept since the backup is gone. */
  async restoreBackup(): Promise<void> {
    const { stateDir: state } = this;
    const { aside } = await restore({ from: this.#backup, state, schema: await schemaOf() });
    if (aside) await rm(aside, { recursive: true });
  }

  get #backup(): string {
    return `${this.stateDir}-backup`;
  }

  /** Answers whether it happened: a room that sleeps cannot be evicted, and a server that is down does nothing. */
  async cause(fault: RoomFault, room: string, nth = 1): Promise<boolean> {
    try {
      const answer = await this.#ask(`${fault}/${room}/${nth}`);
      // Who asks for an abort is told that it happened by an error.
      return answer.ok || (await answer.text()).includes('The harness wanted it.');
    } catch {
      return false;
    }
  }

  async places(room: string): Promise<StoredPlace[]> {
    return (await this.#ask(`places/${room}`)).json() as Promise<StoredPlace[]>;
  }

  #ask(what: string): Promise<Response> {
    const signal = AbortSignal.timeout(patienceMs);
    return fetch(`http://${loopback}:${this.port}/faults/${what}`, { method: 'POST', signal });
  }

  // By its own word: on its port another could answer.
  #hasStarted(): boolean {
    if (!isRunning(this.#process)) throw new Error(`The server ended:\n${this.runtimeErrors.join('\n')}`);
    return this.#isUp;
  }

  #hear(line: string): void {
    if (line.startsWith('Lull is at ')) this.#isUp = true;
    else if (line.startsWith('{"event":"room-woke"')) this.woken += 1;
    else if (isOfTheHarness(line)) return;
    else if (/^\{"event":"[\w-]*fault"/.test(line)) this.faults.push(line);
    else if (!/^(\{"event"|stack:)/.test(line)) this.runtimeErrors.push(line);
  }

  async #until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
    const deadline = Date.now() + patienceMs;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`The server did not ${what} within ${patienceMs / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

async function portOfItsOwn(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = nextPort;
    nextPort = nextPort + 1 < ports.to ? nextPort + 1 : ports.from;
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${ports.from} to ${ports.to} is free.`);
}

function isRunning(child: ChildProcess | undefined): child is ChildProcess & { pid: number } {
  return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function isOfTheHarness(line: string): boolean {
  return line.includes('says the harness') || line.includes('The harness wanted it.');
}
