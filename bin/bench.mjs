// npm run bench -- [--against COMMIT] [--rounds N] [--only crowd|talk] [--quick]: what a room costs, on bare workerd, beside
// what it cost at another commit.
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
process.exitCode = await run(['node', 'bench/run.ts', ...process.argv.slice(2)]);
