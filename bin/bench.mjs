// npm run bench -- [--against COMMIT] [--rounds N] [--only crowd|talk] [--quick]: what a room costs, on bare workerd, beside
// what it cost at another commit. npm run bench -- --hosts [--rounds N]: what `npm run serve` costs beside `wrangler pages dev`.
import { ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
const options = process.argv.slice(2);
const isOfHosts = options.includes('--hosts');
if (isOfHosts) await ensureBuild();
const script = isOfHosts ? 'bench/hosts.ts' : 'bench/run.ts';
process.exitCode = await run(['node', script, ...options.filter((option) => option !== '--hosts')]);
