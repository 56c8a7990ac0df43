// npm run page-weight: how much JavaScript a browser loads for each page of the built site, gzipped.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ensureBuild } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { root } from './tool.mjs';

/** @typedef {{ file: string, name?: string, src?: string, imports?: string[], dynamicImports?: string[] }} Chunk */

/** The pages that are watched, by their routes, and the most KiB a page may weigh. @type {Record<string, number>} */
const budgets = {
  '/': 48,
  '/r/[room]': 99,
  '/r/[room]/t/[seq]': Number.POSITIVE_INFINITY,
  '/r/[room]/settings': Number.POSITIVE_INFINITY,
  '/you': Number.POSITIVE_INFINITY,
  '/join': Number.POSITIVE_INFINITY,
};

const client = `${root}/.svelte-kit/output/client`;
const dictionary = `${root}/.svelte-kit/generated/client-optimized/app.js`;

if (!(await ensureBuild())) giveUp('The pages could not be built.');
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(`${client}/.vite/manifest.json`, 'utf8'));
/** @type {Map<string, number>} */
const weights = new Map();

const rows = Object.entries(budgets).map(([route, budget]) => {
  const files = filesOf(route);
  const kib = files.reduce((sum, file) => sum + weightOf(file), 0) / 1024;
  return { route, files: files.length, kib, budget };
});
console.log(`${'page'.padEnd(22)}files     KiB`);
for (const { route, files, kib, budget } of rows) {
  const verdict = kib > budget ? `  more than ${budget}` : '';
  console.log(`${route.padEnd(22)}${`${files}`.padStart(5)}${kib.toFixed(1).padStart(8)}${verdict}`);
}

console.log('\nin a room, once it is needed');
const inRoom = new Set(filesOf('/r/[room]'));
for (const { name, files } of loadedLater(inRoom)) {
  const kib = files.reduce((sum, file) => sum + weightOf(file), 0) / 1024;
  if (kib >= 0.05) console.log(`${name.padEnd(46)}${kib.toFixed(1).padStart(7)}`);
}
if (rows.some(({ kib, budget }) => kib > budget)) process.exitCode = 1;

/**
 * Every file that a browser loads to show a page of this route: what SvelteKit starts with, the layouts around the
 * page, and all that these import without being asked.
 * @param {string} route
 */
function filesOf(route) {
  /** @type {Set<string>} */
  const reached = new Set();
  const reach = (/** @type {Chunk | undefined} */ chunk) => {
    if (!chunk) return giveUp(`Not all of ${route} stands in the build's manifest.`);
    if (reached.has(chunk.file)) return;
    reached.add(chunk.file);
    for (const imported of chunk.imports ?? []) reach(manifest[imported]);
  };
  const entries = ['entry/start', 'entry/app', ...nodesOf(route).map((n) => `nodes/${n}`)];
  for (const entry of entries) reach(Object.values(manifest).find(({ name }) => name === entry));
  return [...reached];
}

/**
 * What the code of a page loads by itself later, and what that loads: each with the files that are not there before.
 * @param {Set<string>} present what there is; it grows
 */
function loadedLater(present) {
  /** @type {Map<string, string[]>} */
  const later = new Map();
  /** @param {readonly string[]} files */
  const follow = (files) => {
    for (const chunk of Object.values(manifest).filter(({ file }) => files.includes(file))) {
      for (const key of chunk.dynamicImports ?? []) {
        // The dictionary of all pages loads each of them so.
        if (later.has(key) || /\/nodes\/\d+\.js$/.test(key)) continue;
        const added = importedBy(key).filter((file) => !present.has(file));
        later.set(key, added);
        for (const file of added) present.add(file);
        follow(added);
      }
    }
  };
  follow([...present]);
  return [...later].map(([key, files]) => ({
    name: (manifest[key]?.src ?? key).replace(/^.*\/src\//, ''),
    files,
  }));
}

/** @param {string} key @returns {string[]} */
function importedBy(key) {
  /** @type {Set<string>} */
  const files = new Set();
  const reach = (/** @type {string} */ one) => {
    const chunk = manifest[one];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) reach(imported);
  };
  reach(key);
  return [...files];
}

/**
 * The nodes of a route: the root's layout and error page, which are part of every page, those of the layouts in
 * between, and the page's own. SvelteKit writes them into its client's dictionary, as [page, [layouts], [errors]]; the error
 * pages of the layouts in between are not fetched before somebody goes to another page.
 * @param {string} route
 */
function nodesOf(route) {
  const app = readFileSync(dictionary, 'utf8');
  const line = app.split('\n').find((one) => one.trim().startsWith(`"${route}": `));
  const [, page, layouts = ''] = /: \[~?(\d+)(?:,\[([\d,]*)\])?/.exec(line ?? '') ?? [];
  if (!page) return giveUp(`${route} is no route of the built site.`);
  return [...new Set(['0', '1', ...(layouts.match(/\d+/g) ?? []), page])];
}

/** @param {string} file */
function weightOf(file) {
  const known = weights.get(file) ?? gzipSync(readFileSync(`${client}/${file}`), { level: 9 }).length;
  weights.set(file, known);
  return known;
}
