import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// Apart from vite.config.ts, which builds the pages: none of these tests needs SvelteKit.
export default defineConfig({
  test: {
    // Rooms log what they do; only a failing test needs to show it.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'protocol/**/*.test.ts',
            'client/**/*.test.ts',
            'durable/room/**/*.test.ts',
            'bin/**/*.test.ts',
            'apps/web/src/**/*.test.ts',
          ],
        },
        resolve: {
          alias: { $client: here('client'), $protocol: here('protocol'), $lib: here('apps/web/src/lib') },
        },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './durable/wrangler.toml' },
            miniflare: { bindings: { GUEST_KEY: 'the key of the tests, long enough to sign with' } },
          }),
        ],
        test: { name: 'workers', include: ['durable/*.test.ts', 'durable/storage/**/*.test.ts'] },
      },
    ],
  },
});

function here(folder: string): string {
  return `${import.meta.dirname}/${folder}`;
}
