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

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [sveltekit(), emojiData({ isForServer: isSsrBuild ?? false })],
  build: {
    // Small as some are: the pages' policy lets no font in that stands inside a stylesheet.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
    ...(isSsrBuild
      ? {}
      : { rolldownOptions: { output: { codeSplitting: { groups: [{ name: ofEveryPage }] } } } }),
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
