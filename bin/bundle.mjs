import { readFileSync } from 'node:fs';
import { root, runQuietly } from './tool.mjs';

/**
 * A Worker as Miniflare takes it (in the form of its version 4): where its bundle is, and its bindings. Paths are
 * absolute. `takesSecrets`: it is given those of the folder that keeps its rooms, when a server starts.
 * @typedef {Record<string, unknown> & {
 *   compatibilityFlags?: string[],
 *   bindings?: Record<string, unknown>,
 *   assets?: { directory: string } & Record<string, unknown>,
 *   takesSecrets?: boolean,
 * }} HostedWorker
 */

/**
 * What bin/host.mjs serves: the Workers, of which the first takes all requests, and the schema of what they keep.
 * @typedef {{ workers: HostedWorker[], schema: import('./state.mjs').Schema }} Hosted
 */

/** The files that Pages serves, and the Worker among them. */
export const pagesFolder = '.svelte-kit/cloudflare';

/**
 * Bundles the built pages, as `wrangler pages deploy` would.
 * @param {string} into a folder
 * @returns {Promise<HostedWorker>}
 */
export async function bundlePages(into) {
  const folder = ['--build-output-directory', pagesFolder];
  await orThrow(['wrangler', 'pages', 'functions', 'build', ...folder, '--outdir', into]);
  const { include, exclude } = JSON.parse(readFileSync(`${root}/${pagesFolder}/_routes.json`, 'utf8'));
  return {
    ...(await bindingsOf(`${root}/wrangler.toml`)),
    ...moduleAt(into, '_worker.js'),
    assets: {
      directory: `${root}/${pagesFolder}`,
      binding: 'ASSETS',
      assetConfig: { html_handling: 'none', has_static_routing: true },
      routerConfig: {
        has_user_worker: true,
        static_routing: { user_worker: include, asset_worker: exclude },
      },
    },
  };
}

/**
 * Bundles the Worker, as `wrangler deploy` would.
 * @param {string} into a folder
 * @param {string} sources the folder that holds durable/ and all that it imports
 * @param {string} entry from there
 * @returns {Promise<HostedWorker>}
 */
export async function bundleRooms(into, sources = root, entry = 'durable/worker.ts') {
  const config = `${sources}/durable/wrangler.toml`;
  await orThrow(['wrangler', 'deploy', `${sources}/${entry}`, '-c', config, '--dry-run', '--outdir', into]);
  return { ...(await bindingsOf(config)), ...moduleAt(into, 'worker.js'), takesSecrets: true };
}

/**
 * Bundles the Worker that stands before another one where there is no edge: see bin/front/front.mjs.
 * @param {string} into a folder
 * @param {HostedWorker} target
 * @returns {Promise<HostedWorker>}
 */
export async function bundleFront(into, target) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      lib: { entry: `${root}/bin/front/front.mjs`, formats: ['es'], fileName: () => 'front.js' },
      outDir: into,
      emptyOutDir: true,
      minify: false,
      target: 'es2024',
    },
  });
  const { compatibilityDate } = target;
  return {
    name: 'lull-front',
    compatibilityDate,
    ...moduleAt(into, 'front.js'),
    serviceBindings: { TARGET: target['name'] },
  };
}

/**
 * How many steps of migration a build knows, and how many one has to know to read what it writes.
 * @param {string} sources the folder that holds durable/
 * @returns {Promise<import('./state.mjs').Schema>}
 */
export async function schemaOf(sources = root) {
  const rooms = await import(`${sources}/durable/storage/migrations.ts`);
  const people = await import(`${sources}/durable/person/migrations.ts`);
  return {
    rooms: rooms.migrations.length,
    people: people.migrations.length,
    // Builds of before say nothing of that.
    readers: { rooms: rooms.leastReader ?? 0, people: people.leastReader ?? 0 },
  };
}

/** @param {string[]} command */
async function orThrow(command) {
  const { ok, output } = await runQuietly(command);
  if (!ok) throw new Error(`${command.join(' ')} failed:\n${output}`);
}

/**
 * What a configuration binds and under which rules of the platform, by wrangler's own reading of it.
 * @param {string} config
 * @returns {Promise<HostedWorker>}
 */
async function bindingsOf(config) {
  // It would warn of secrets that are not beside the configuration: a server has its own.
  process.env['WRANGLER_LOG'] ??= 'error';
  const { unstable_getMiniflareWorkerOptions, unstable_readConfig } = await import('wrangler');
  const { name, vars } = unstable_readConfig({ config });
  const { modulesRules: _, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  return { ...options, name, bindings: vars };
}

/**
 * @param {string} folder
 * @param {string} file
 */
function moduleAt(folder, file) {
  return {
    rootPath: folder,
    modulesRoot: folder,
    modules: [{ type: 'ESModule', path: `${folder}/${file}` }],
  };
}
