// The arguments are those of npm run bench -- --hosts: what `npm run serve` costs beside `wrangler pages dev`, over the same
// build: while nobody says a word, and while a hundred say ten each.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { builtWorkers } from '../bin/build.mjs';
import { hostCommand } from '../bin/hosting.mjs';
import { freePort, loopback } from '../bin/port.mjs';
import { onLeash } from '../bin/processes.mjs';
import { protocolVersion } from '../protocol/version.ts';
import { type StartedServer, startServer } from './server.ts';
import { type Figures, mediansOf, printTable } from './table.ts';
import { BenchVisitor } from './visitor.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });

const crowd = 100;
const wordsEach = 10;
const words = 'x'.repeat(100);
/** Until what is done once after a start is done. */
const settleMs = 15_000;
const idleMs = 20_000;
const patienceMs = 60_000;
/** The unit in which Linux counts processor time: `getconf CLK_TCK`. */
const ticksPerSecond = 100;

const hosts = {
  'wrangler pages dev': (port: number, state: string) => [
    ...['wrangler', 'pages', 'dev', '-c', 'wrangler.toml', '-c', 'durable/wrangler.toml'],
    ...['--ip', loopback, '--port', `${port}`, '--persist-to', state],
  ],
  'npm run serve': (port: number, state: string) => hostCommand({ workers: builtWorkers, port, state }),
};

const names = Object.keys(hosts) as (keyof typeof hosts)[];
const rounds = new Map(names.map((name) => [name, [] as Figures[]]));
for (let round = 0; round < Number(values.rounds); round += 1) {
  // Interleaved, and each goes first as often as the other.
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const figures = await measure(hosts[name]);
    console.error(name, JSON.stringify(figures));
    rounds.get(name)?.push(figures);
  }
}
printTable(names.map((name) => ({ name, figures: mediansOf(rounds.get(name) ?? []) })));

async function measure(command: (port: number, state: string) => string[]): Promise<Figures> {
  const state = await mkdtemp(join(tmpdir(), 'lull-hosts-'));
  const port = await freePort();
  const env = { WRANGLER_REGISTRY_PATH: join(state, 'registry') };
  try {
    return await measureOn(port, await startServer(command(port, state), env));
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

async function measureOn(port: number, server: StartedServer): Promise<Figures> {
  try {
    const cpuS = () => cpuSecondsOf(onLeash(server.pid));
    const room = 'hosts';
    const there = { origin: `${loopback}:${port}`, protocolVersion };
    const visitors: BenchVisitor[] = [];
    for (let i = 0; i < crowd; i += 1) visitors.push(await BenchVisitor.named(`Visitor ${i}`, there, room));
    await visitors[0]?.makesRoom(there, room);
    for (const visitor of visitors) await visitor.comes();
    await rest(settleMs);
    const idle = cpuS();
    await rest(idleMs);
    const idlePercent = ((cpuS() - idle) / (idleMs / 1_000)) * 100;
    const before = cpuS();
    const start = performance.now();
    for (let n = 0; n < wordsEach; n += 1) for (const visitor of visitors) visitor.says(words);
    const wanted = crowd * wordsEach;
    while (visitors.some(({ deliveries }) => deliveries < wanted)) {
      if (performance.now() - start > patienceMs) throw new Error('Not everybody heard everything.');
      await rest(2);
    }
    const seconds = (performance.now() - start) / 1_000;
    const deliveries = crowd * wordsEach * crowd;
    for (const visitor of visitors) visitor.leaves();
    return {
      '% of a core while 100 are there and nobody talks': idlePercent,
      'deliveries a second': deliveries / seconds,
      'CPU µs of the server for each': ((cpuS() - before) / deliveries) * 1e6,
    };
  } finally {
    await server.end();
  }
}

function cpuSecondsOf(pids: readonly number[]): number {
  return pids.map(cpuSeconds).reduce((sum, each) => sum + each, 0);
}

function cpuSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}
