import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { emojiData } from './apps/web/emoji-data.ts';

const workerInDev = 'http://127.0.0.1:8787';

/** What SvelteKit's client begins with, whichever page it is: itself, and the root's layout and error page. */
const starts = /\/client\/entry\.js$|\/client-optimized\/(?:app|nodes\/[01])\.js$/;

type Modules = { getModuleInfo(id: string): { importers: readonly string[] } | null };

/**
 * What every page loads stands in one file. In twenty files of some hundred bytes each it would be loaded as well, and be
 * a fifteenth larger: gzip learns from what came before in the same file.
 */
function ofEveryPage(id: string, modules: Modules): string | null {
  const known = new Set<string>();
  const isStart = (one: string) => starts.test(one);
  const isReached = (one: string): boolean => {
    if (known.has(one)) return false;
    known.add(one);
    const importers = modules.getModuleInfo(one)?.importers ?? [];
    return importers.some((importer) => isStart(importer) || isReached(importer));
  };
  return !isStart(id) && isReached(id) ? 'every-page' : null;
}

/**
 * The pages beside that of a room which load a module, in one word; empty where a room alone does, and its sheets, and null where a
 * room does without it.
 */
function pagesBesideTheRoom(id: string, modules: Modules): string | null {
  const known = new Set<string>();
  const routes = new Set<string>();
  const follow = (one: string): void => {
    if (known.has(one)) return;
    known.add(one);
    const [, route] = /\/routes(\/.*)\+(?:page|layout|error)\.svelte$/.exec(one) ?? [];
    if (route) routes.add(route);
    for (const importer of modules.getModuleInfo(one)?.importers ?? []) follow(importer);
  };
  follow(id);
  if (!routes.has('/r/[room]/')) return null;
  return [...routes]
    .filter((route) => !route.startsWith('/r/[room]/'))
    .join('')
    .replaceAll('/', '-');
}

/**
 * What a room alone needs is one file, for the same reason. A file takes all that is imported in it along, so what other pages need
 * as well is put by before: for each set of pages that load it.
 */
const roomGroups = [
  { name: (id: string, modules: Modules) => pagesBesideTheRoom(id, modules) || null, priority: 2 },
  {
    name: (id: string, modules: Modules) => (pagesBesideTheRoom(id, modules) === '' ? 'room' : null),
    priority: 1,
  },
];

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [sveltekit(), emojiData({ isForServer: isSsrBuild ?? false })],
  build: {
    // Small as some are: the pages' policy lets no font in that stands inside a stylesheet.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    ...(isSsrBuild
      ? {}
      : {
          rolldownOptions: {
            output: { codeSplitting: { groups: [{ name: ofEveryPage, priority: 3 }, ...roomGroups] } },
          },
        }),
  },
  // `npm run dev` only: the development server cannot pass an upgrade through `handle`, so these go straight
  // to the Worker beside it. The Host stays as the browser sent it, or the Worker would see a foreign Origin.
  server: {
    proxy: {
      '^/r/[^/]+/socket$': { target: workerInDev, ws: true, changeOrigin: false },
      '^/api/': { target: workerInDev, changeOrigin: false },
    },
  },
}));
