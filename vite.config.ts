import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const workerInDev = 'http://127.0.0.1:8787';

export default defineConfig({
  plugins: [sveltekit()],
  // Small as some are: the pages' policy lets no font in that stands inside a stylesheet.
  build: { assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined) },
  // `npm run dev` only: the development server cannot pass an upgrade through `handle`, so these go straight
  // to the Worker beside it. The Host stays as the browser sent it, or the Worker would see a foreign Origin.
  server: {
    proxy: {
      '^/r/[^/]+/socket$': { target: workerInDev, ws: true, changeOrigin: false },
      '^/api/': { target: workerInDev, changeOrigin: false },
    },
  },
});
