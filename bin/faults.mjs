// npm run faults -- [--seed N] [--minutes M] [--clients N] [--mutate NAME|all]: what is left of a room and its
// people when everything goes wrong at once.
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
process.exitCode = await run(['node', 'faults/run.ts', ...process.argv.slice(2)]);
