// npm run dev: the pages from Vite and the Worker from wrangler, both taking up every change as it is saved.
import { giveUp } from './give-up.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { ensurePackages } from './packages.mjs';
import { isFree, loopback } from './port.mjs';
import { endWithAllOnSignals, root, run } from './tool.mjs';

const pagesPort = 5173;
// vite.config.ts knows it too.
const workerPort = 8787;

endWithAllOnSignals(0);
await ensurePackages();
ensureGuestKey();
for (const port of [pagesPort, workerPort]) {
  if (!(await isFree(port))) giveUp(`Port ${port} is taken by another program, and npm run dev needs it.`);
}

// The pages call the Worker across the two processes, which find each other here. The rooms are not those of
// `npm start`: two runtimes must not open the same files.
const env = { WRANGLER_REGISTRY_PATH: `${root}/.wrangler/dev/registry` };
const listening = ['--ip', loopback, '--port', `${workerPort}`];
const keeping = ['--persist-to', `${root}/.wrangler/dev`];
const servers = [
  run(['wrangler', 'dev', '-c', 'durable/wrangler.toml', ...listening, ...keeping], env),
  run(['vite', 'dev', '--host', loopback, '--port', `${pagesPort}`, '--strictPort'], env),
];
// One without the other is of no use. Our end closes their leashes.
await Promise.race(servers);
process.exit(1);
