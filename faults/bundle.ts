import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFront, bundleRooms, type Hosted, type HostedWorker, schemaOf } from '../bin/bundle.mjs';
import { sourcesAt } from '../bin/sources-at.mjs';
import { root } from '../bin/tool.mjs';
import { type Mutation, plant } from './mutations.ts';

const folders = ['protocol', 'client', 'durable', 'faults/worker'];

/** What a run is about: our sources as they were when it began, and a file for bin/host.mjs made of them. */
export type Bundle = { sources: string; workers: string };

/**
 * Copies what is tested, so that nobody's edits reach into a run, plants a bug in the copy if one is wanted, and
 * bundles the Worker from it as for a release. The clients are imported from the copy as well.
 */
export async function bundle(into: string, mutation?: Mutation, from: string = root): Promise<Bundle> {
  const sources = join(into, 'sources');
  await mkdir(sources, { recursive: true });
  for (const folder of folders) {
    const origin = folder === 'faults/worker' ? root : from;
    await cp(join(origin, folder), join(sources, folder), { recursive: true, filter: isNoTest });
  }
  return bundled(into, sources, mutation);
}

/** The same of a build that was made at a commit, with what the harness was then. */
export async function bundleAt(commit: string, into: string): Promise<Bundle> {
  const sources = join(into, 'sources');
  await sourcesAt(commit, folders, sources);
  return bundled(into, sources);
}

async function bundled(into: string, sources: string, mutation?: Mutation): Promise<Bundle> {
  await symlink(join(root, 'node_modules'), join(sources, 'node_modules'));
  // Without one, Node asks for each of the files what kind of module it is.
  await writeFile(join(sources, 'package.json'), '{ "type": "module" }');
  if (mutation) await plant(mutation, sources);
  const workers = join(into, 'workers.json');
  const rooms = await faulty(sources, join(into, 'worker'));
  const front = await bundleFront(join(into, 'front'), rooms);
  const hosted: Hosted = { workers: [front, rooms], schema: await schemaOf(sources) };
  await writeFile(workers, JSON.stringify(hosted));
  return { sources, workers };
}

async function faulty(sources: string, into: string): Promise<HostedWorker> {
  const { takesSecrets: _, ...rooms } = await bundleRooms(into, sources, 'faults/worker/worker.ts');
  return {
    ...rooms,
    bindings: { GUEST_KEY: 'the key of the fault harness, long enough to sign with' },
    // Evicts objects at will.
    compatibilityFlags: [...(rooms.compatibilityFlags ?? []), 'unsafe_module'],
  };
}

function isNoTest(path: string): boolean {
  return !path.endsWith('.test.ts') && !path.includes('.wrangler');
}
