// npm run bench -- [--against COMMIT] [--rounds N] [--only crowd|talk] [--quick]: what a room costs, on bare workerd, beside
// what it cost at another commit. npm run bench -- --hosts [--rounds N]: what `npm run serve` costs beside `wrangler pages dev`.
// npm run bench -- --search [--messages N]: what it costs to search a long room, and what those who talk in it notice of that.
import { ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
const options = process.argv.slice(2);
const mode = /** @type {const} */ (['hosts', 'search']).find((each) => options.includes(`--${each}`));
if (mode) await ensureBuild();
const script = mode ? `bench/${mode}.ts` : 'bench/run.ts';
const others = options.filter((option) => option !== `--${mode}`);
process.exitCode = await run(['node', '--disable-warning=ExperimentalWarning', script, ...others]);
