import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { causeIn, giveUp } from './give-up.mjs';
import { root, runQuietly } from './tool.mjs';

/**
 * Something that is built, unless it was already, from these very sources.
 * @typedef {{ sources: string[], product: string, stamp: string, commands: string[][] }} Build
 */

/** @type {Build} */
const pages = {
  sources: [
    'apps/web',
    'client',
    'protocol',
    'svelte.config.js',
    'vite.config.ts',
    '_headers',
    'wrangler.toml',
    'package-lock.json',
  ],
  product: '.svelte-kit/cloudflare/_worker.js',
  stamp: '.svelte-kit/built-from',
  commands: [
    ['svelte-kit', 'sync'],
    ['vite', 'build'],
  ],
};

/** What bin/host.mjs runs: both Workers in one file each, and their bindings. @type {Build} */
const bundles = {
  // Each build of the pages has a version of its own, whoever made it, and of what its files are called.
  sources: [
    ...pages.sources,
    'durable',
    'bin/bundle.mjs',
    'bin/bundle-all.mjs',
    'bin/front',
    '.svelte-kit/cloudflare/_app/version.json',
  ],
  product: '.wrangler/built/workers.json',
  stamp: '.wrangler/built/built-from',
  commands: [['node', 'bin/bundle-all.mjs']],
};

/** Where bin/host.mjs finds them. */
export const builtWorkers = `${root}/${bundles.product}`;

/**
 * Builds the pages, and bundles them and the Worker as for a release.
 * @param {(sentence: string) => void} failed is told what went wrong; without one, the command ends
 * @returns {Promise<boolean>} whether all is there
 */
export async function ensureBuild(failed = giveUp) {
  return (await ensure(pages, failed, 'Building …')) && (await ensure(bundles, failed));
}

/**
 * @param {Build} build
 * @param {(sentence: string) => void} failed
 * @param {string} [said]
 */
async function ensure({ sources, product, stamp, commands }, failed, said) {
  const hash = hashOf(sources);
  if (isBuiltFrom(hash, product, stamp)) return true;
  if (said) console.log(said);
  rmSync(`${root}/${stamp}`, { force: true });
  for (const command of commands) {
    const { ok, output } = await runQuietly(command);
    if (ok) continue;
    const cause = causeIn(output) ?? 'What it said stands above.';
    failed(`${output}\n\nThe build failed (${command.join(' ')}). ${cause}`);
    return false;
  }
  writeFileSync(`${root}/${stamp}`, hash);
  return true;
}

/**
 * @param {string} hash
 * @param {string} product
 * @param {string} stamp
 */
function isBuiltFrom(hash, product, stamp) {
  const [built, noted] = [`${root}/${product}`, `${root}/${stamp}`];
  if (!existsSync(built) || !existsSync(noted)) return false;
  // A build by hand is newer than the stamp, and nobody noted what it was made from.
  return readFileSync(noted, 'utf8') === hash && statSync(built).mtimeMs <= statSync(noted).mtimeMs;
}

/** @param {string[]} sources */
function hashOf(sources) {
  // The products name places in this folder, which may have moved.
  const hash = createHash('sha256').update(root);
  for (const file of sources.flatMap(filesIn).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(`${root}/${file}`));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  const isOfUse = existsSync(`${root}/${path}`) && !/\.test\.ts$|\/\.(?:dev\.vars|wrangler)/.test(path);
  if (!isOfUse) return [];
  if (!statSync(`${root}/${path}`).isDirectory()) return [path];
  return readdirSync(`${root}/${path}`).flatMap((name) => filesIn(`${path}/${name}`));
}
