import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { versionBefore } from '../protocol/version.ts';
import { type Bundle, bundle, bundleAt } from './bundle.ts';
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
  /** The commit of a build which the server is of at first, and again after every second restart. */
  former: string | undefined;
  tell(line: string): void;
};

const room = 'trial';

/** How long people may take to send and hear everything once all is well again. Usually that is some seconds. */
const patienceMs = 60_000;
/** With a bug in it a room may leave them waiting for ever, which is what is looked for. */
const mutantPatienceMs = 30_000;

/** One run from beginning to end: a room, its people, everything that goes wrong, and what remains of it. */
export async function attempt({ seed, size, mutation, from, former, tell }: Trial): Promise<TrialResult> {
  const folder = await mkdtemp(join(tmpdir(), 'lull-faults-'));
  const made = await bundle(folder, mutation, from);
  const before = former === undefined ? undefined : await bundleAt(former, join(folder, 'former'));
  const builds = before ? [before.workers, made.workers] : [made.workers];
  const server = await FaultyServer.start(folder, builds);
  const notes = new Notes();
  const place: RunContext = {
    serverPort: server.port,
    room,
    notes,
    random: new Random(seed),
    duplicates: Math.min(0.4, 0.12 * size.intensity),
    // The former build would say in the room what is meant for a thread.
    threads: former === undefined,
    chat: (await import(join(made.sources, 'client/chat.ts'))).Chat,
    ...(await clientBefore(before)),
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
      former:
        former === undefined
          ? undefined
          : { commit: former, upgrades: server.upgrades, rollbacks: server.rollbacks },
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

/** That of a former build, where the server is sometimes of one; else that of the protocol version before. */
async function clientBefore(
  former: Bundle | undefined,
): Promise<Pick<RunContext, 'chatBefore' | 'versionOfBefore'>> {
  if (!former) {
    const { Chat } = await import(`../protocol/released/${versionBefore}-client.mjs`);
    return { chatBefore: Chat, versionOfBefore: versionBefore };
  }
  const { Chat } = await import(join(former.sources, 'client/chat.ts'));
  const { protocolVersion } = await import(join(former.sources, 'protocol/version.ts'));
  return { chatBefore: Chat, versionOfBefore: protocolVersion };
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
  await server.kill9();
  await server.restartAsNewest();
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
  await server.restartAsNewest();
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
