import { fileURLToPath } from 'node:url';
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

/** The pages and layouts which load a module, by their folders. */
function routesWith(id: string, modules: Modules): Set<string> {
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
  return routes;
}

/** What the lobby shares with a room goes with what every page loads: in files of its own it would be a quarter larger. */
function ofEntranceAndRoom(id: string, modules: Modules): string | null {
  const routes = routesWith(id, modules);
  return routes.has('/') && routes.has('/r/[room]/') ? 'every-page' : null;
}

/** The pages beside that of a room, and its sheets, which load a module; null where a room does without it. */
function pagesBesideTheRoom(id: string, modules: Modules): string[] | null {
  const routes = routesWith(id, modules);
  if (!routes.has('/r/[room]/')) return null;
  return [...routes].filter((route) => !route.startsWith('/r/[room]/'));
}

/**
 * What a room alone needs is one file, for the same reason, and so is what it shares with each set of other pages. A file takes
 * along what is imported in it; so what most pages need is put by first.
 */
const roomGroups = [4, 3, 2, 1, 0].map((pages) => ({
  priority: pages,
  name(id: string, modules: Modules): string | null {
    const others = pagesBesideTheRoom(id, modules);
    return others?.length === pages ? ['room', ...others].join('').replaceAll(/\W+/g, '-') : null;
  },
}));

const everyPage = {
  priority: 5,
  name: (id: string, modules: Modules) => ofEveryPage(id, modules) ?? ofEntranceAndRoom(id, modules),
};

const ownValibot = fileURLToPath(new URL('apps/web/src/lib/browser/valibot.ts', import.meta.url));

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [sveltekit(), emojiData({ isForServer: isSsrBuild ?? false })],
  resolve: { alias: command === 'build' && !isSsrBuild ? { valibot: ownValibot } : {} },
  build: {
    // Small as some are: the pages' policy lets no font in that stands inside a stylesheet.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    ...(isSsrBuild
      ? {}
      : {
          rolldownOptions: {
            output: { codeSplitting: { groups: [everyPage, ...roomGroups] } },
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
