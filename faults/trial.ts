import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { versionBefore } from '../protocol/version.ts';
import { bundle } from './bundle.ts';
import { check } from './check.ts';
import { freshLoad } from './fresh-load.ts';
import type { NotedAct, RunHistory } from './history.ts';
import type { Mutation } from './mutations.ts';
import { Notes } from './notes.ts';
import { Participant, type RunContext } from './person.ts';
import { untilQuiet } from './quiet.ts';
import { Random } from './random.ts';
import type { TrialResult } from './report.ts';
import { type Size, scheduleOf } from './schedule.ts';
import { FaultyServer } from './server.ts';
import { World } from './world.ts';

export type Trial = {
  seed: number;
  size: Size;
  mutation: Mutation | undefined;
  from: string | undefined;
  tell(line: string): void;
};

const room = 'trial';

/** How long people may take to send and hear everything once all is well again. Usually that is some seconds. */
const patienceMs = 60_000;
/** With a bug in it a room may leave them waiting for ever, which is what is looked for. */
const mutantPatienceMs = 30_000;

/** One run from beginning to end: a room, its people, everything that goes wrong, and what remains of it. */
export async function attempt({ seed, size, mutation, from, tell }: Trial): Promise<TrialResult> {
  const folder = await mkdtemp(join(tmpdir(), 'lull-faults-'));
  const made = await bundle(folder, mutation, from);
  const server = await FaultyServer.start(folder, made.workers);
  const notes = new Notes();
  const place: RunContext = {
    serverPort: server.port,
    room,
    notes,
    random: new Random(seed),
    duplicates: Math.min(0.4, 0.12 * size.intensity),
    chat: (await import(join(made.sources, 'client/chat.ts'))).Chat,
    chatBefore: (await import(`../protocol/released/${versionBefore}-client.mjs`)).Chat,
    stores: (await import(join(made.sources, 'client/memory-outbox-store.ts'))).MemoryOutboxStores,
  };
  const world = new World(server, place);
  try {
    await world.settle(size.clients);
    await play(world, seed, size, tell);
    const history = await remains(world, server, place, {
      patienceMs: mutation ? mutantPatienceMs : patienceMs,
      pins: size.pins,
    });
    const violations = [
      ...notes.givenUp,
      ...notes.holes,
      ...server.faults,
      ...history.restless,
      ...check(history),
    ];
    const { counts, frames } = notes;
    if (violations.length > 0) tell(`All that happened: ${await keep(history)}`);
    return {
      seed,
      size,
      mutation: mutation?.name,
      counts,
      frames,
      places: history.places.length,
      woken: server.woken,
      runtimeErrors: server.runtimeErrors,
      violations,
    };
  } finally {
    await world.end();
    await rm(folder, { recursive: true, force: true });
  }
}

async function keep(history: RunHistory): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'lull-faults-')), 'history.json');
  await writeFile(
    file,
    JSON.stringify(
      {
        ...history,
        pinned: [...history.pinned],
        mayBeLost: [...history.mayBeLost],
      },
      null,
      1,
    ),
  );
  return file;
}

async function play(world: World, seed: number, size: Size, tell: (line: string) => void): Promise<void> {
  const begun = performance.now();
  let told = 0;
  for (const step of scheduleOf(seed, size)) {
    const early = begun + step.atMs - performance.now();
    if (early > 0) await sleep(early);
    if (step.atMs > told + 30_000) {
      told += 30_000;
      tell(`${told / 1000} s`);
    }
    world.happen(step);
  }
}

async function remains(
  world: World,
  server: FaultyServer,
  place: RunContext,
  { patienceMs, pins }: { patienceMs: number; pins: number },
): Promise<RunHistory & { restless: string[] }> {
  await world.mend();
  const pages = world.people.flatMap((person) => person.pages);
  // Before it has fetched what is older, a page knows what is replied to by what came with the replies.
  const unheard = await untilQuiet(world.people, patienceMs, false);
  if (pins > 0) await world.pinNewest();
  const quotes = pages.flatMap((page) => page.quotes);
  const restless = [...unheard, ...(await untilQuiet(world.people, patienceMs, true))];
  const views = pages.map((page) => ({
    page: page.name,
    isOlder: page.isOlder,
    messages: page.shown,
    pins: page.chat.pins ?? [],
    threads: page.threads,
  }));
  const people = Object.fromEntries(world.people.map(({ id, names }) => [id, names]));
  const { notes } = place;
  const still = await world.unsent();
  for (const act of notes.acts.values()) act.outcome = outcomeOf(act, still, notes.kept);
  // What counts is what is stored, not what the room still remembers.
  await server.kill9();
  await server.restart();
  const visitor = await Participant.named('Visitor', place);
  const { messages: fresh, pins: pinnedNow } = await freshLoad(place.serverPort, room, visitor.cookie);
  const places = await server.places(room);
  const { told, pinned, mayBeLost } = notes;
  return {
    acts: [...notes.acts.values()],
    places,
    fresh,
    views,
    quotes,
    pins: pinnedNow,
    pinned,
    people,
    told,
    mayBeLost,
    restless,
  };
}

function outcomeOf(
  { id, outcome }: NotedAct,
  unsent: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): NotedAct['outcome'] {
  if (outcome.is === 'failed') return outcome;
  if (unsent.has(id)) return { is: 'pending' };
  return { is: kept.has(id) ? 'sent' : 'cut short' };
}
