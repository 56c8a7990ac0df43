import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runQuietly } from '../bin/tool.mjs';
import { type Mutation, plant } from './mutations.ts';

const folders = ['protocol', 'client', 'durable', 'faults/worker'];

/** What a run is about: our sources as they were when it began, and the Worker made of them. */
export type Bundle = { sources: string; worker: string };

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
  await symlink(join(root, 'node_modules'), join(sources, 'node_modules'));
  // Without one, Node asks for each of the files what kind of module it is.
  await writeFile(join(sources, 'package.json'), '{ "type": "module" }');
  if (mutation) await plant(mutation, sources);
  return { sources, worker: build(sources, join(into, 'worker')) };
}

function build(sources: string, outdir: string): string {
  const entry = join(sources, 'faults/worker/worker.ts');
  const config = join(sources, 'durable/wrangler.toml');
  const { ok, output } = runQuietly([
    'wrangler',
    'deploy',
    entry,
    '-c',
    config,
    '--dry-run',
    '--outdir',
    outdir,
  ]);
  if (!ok) throw new Error(`The Worker could not be bundled:\n${output}`);
  return join(outdir, 'worker.js');
}

/** Under the same rules of the platform as the released Worker. */
export async function compatibilityDate(sources: string): Promise<string> {
  const config = await readFile(join(sources, 'durable/wrangler.toml'), 'utf8');
  const [, date] = /^compatibility_date = "([\d-]+)"/m.exec(config) ?? [];
  if (!date) throw new Error('durable/wrangler.toml has no compatibility date.');
  return date;
}

function isNoTest(path: string): boolean {
  return !path.endsWith('.test.ts') && !path.includes('.wrangler');
}
