import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { giveUp } from './give-up.mjs';
import { root, runQuietly } from './tool.mjs';

/** Everything the pages are built from. Wrangler bundles the Worker itself, each time it starts. */
const sources = [
  'apps/web',
  'client',
  'protocol',
  'svelte.config.js',
  'vite.config.ts',
  '_headers',
  'wrangler.toml',
  'package-lock.json',
];
const built = `${root}/.svelte-kit/cloudflare/_worker.js`;
const stamp = `${root}/.svelte-kit/built-from`;

/** Builds the pages, unless what is there was built from these very sources. */
export function ensureBuild() {
  const hash = hashOfSources();
  if (isBuiltFrom(hash)) return;
  console.log('Building …');
  rmSync(stamp, { force: true });
  for (const command of [
    ['svelte-kit', 'sync'],
    ['vite', 'build'],
  ]) {
    const { ok, output } = runQuietly(command);
    if (!ok) giveUp(`${output}\n\nThe build failed (${command.join(' ')}); what it said stands above.`);
  }
  writeFileSync(stamp, hash);
}

/** @param {string} hash */
function isBuiltFrom(hash) {
  if (!existsSync(built) || !existsSync(stamp)) return false;
  // A build by hand is newer than the stamp, and nobody noted what it was made from.
  return readFileSync(stamp, 'utf8') === hash && statSync(built).mtimeMs <= statSync(stamp).mtimeMs;
}

function hashOfSources() {
  const hash = createHash('sha256');
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
  if (path === '_headers' || /\.(ts|js|toml|json)$/.test(path))
    return /\.test\.ts$/.test(path) || !existsSync(`${root}/${path}`) ? [] : [path];
  if (!existsSync(`${root}/${path}`)) return [];
  return readdirSync(`${root}/${path}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
  );
}
