import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './tool.mjs';

/*
 * `node bin/keep-client.mjs [folder]`: keeps the client of the present protocol version, or that of the working copy in `folder`, as
 * protocol/released/<version>-client.mjs, for tests of the rooms to come. To be run before the version is raised.
 */

const sources = process.argv[2] ?? root;
const { protocolVersion } = await import(join(sources, 'protocol/version.ts'));
const into = await mkdtemp(join(tmpdir(), 'lull-client-'));
try {
  await build({
    root: sources,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      lib: { entry: join(sources, 'client/chat.ts'), formats: ['es'], fileName: () => 'client.mjs' },
      outDir: into,
      emptyOutDir: true,
      rolldownOptions: { external: ['valibot'] },
      minify: false,
      target: 'es2024',
    },
  });
  const kept = join(root, `protocol/released/${protocolVersion}-client.mjs`);
  // Where each part came from is nobody's to read but whoever made it.
  const code = await readFile(join(into, 'client.mjs'), 'utf8');
  await writeFile(kept, code.replaceAll(/^\/\/ .*\.ts\n/gm, ''));
} finally {
  await rm(into, { recursive: true });
}
