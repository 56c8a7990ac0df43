// npm run build: the pages, and the bundles that `npm start` and `npm run serve` run. Only what is not built yet.
import { ensureBuild } from './build.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals } from './tool.mjs';

endWithAllOnSignals();
await ensurePackages();
await ensureBuild();
