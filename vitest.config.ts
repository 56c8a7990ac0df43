import { availableParallelism } from 'node:os';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { emojiData } from './apps/web/emoji-data.ts';

// Apart from vite.config.ts, which builds the pages: none of these tests needs SvelteKit. Nor do they look at
// the root's tsconfig.json, which extends one that exists only once SvelteKit has run.
const tsconfig = 'tsconfig.base.json';
// Nothing here waits for a clock: this is only for machines with much else to do.
const testTimeout = 20_000;
// With two cores vitest would leave one of them idle.
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  test: {
    // Rooms log what they do; only a failing test needs to show it.
    silent: 'passed-only',
    // A room may log something while the last of its file's tests ends: with nobody to hand it on to, that is no fault of a test.
    onUnhandledError: ({ message }) => !message.includes('Closing rpc while "onUserConsoleLog" was pending'),
    maxWorkers,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          testTimeout,
          include: [
            'protocol/**/*.test.ts',
            'client/**/*.test.ts',
            'durable/room/**/*.test.ts',
            'bin/**/*.test.ts',
            'faults/**/*.test.ts',
            'apps/web/src/**/*.test.ts',
          ],
        },
        tsconfig,
        plugins: [emojiData()],
        resolve: {
          alias: { $client: here('client'), $protocol: here('protocol'), $lib: here('apps/web/src/lib') },
        },
      },
      {
        tsconfig,
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './durable/wrangler.toml' },
            miniflare: { bindings: { GUEST_KEY: 'the key of the tests, long enough to sign with' } },
          }),
        ],
        test: {
          name: 'workers',
          testTimeout,
          include: ['durable/**/*.test.ts'],
          exclude: ['durable/room/**'],
          isolate: false,
          setupFiles: ['durable/test/after-each-test.ts'],
        },
      },
    ],
  },
});

function here(folder: string): string {
  return `${import.meta.dirname}/${folder}`;
}
