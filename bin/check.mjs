// npm run check: everything short of the browsers, quick enough to run before every commit.
import { ensureBuild } from './build.mjs';
import { runChecks, step } from './checks.mjs';
import { ensurePackages } from './packages.mjs';

const workerBuild = ['wrangler', 'deploy', '--dry-run', '--outdir', '.wrangler/dry-run'];

ensurePackages();
const well = [
  runChecks().failed === 0,
  step('boundaries and unit tests', ['vitest', 'run', '--reporter=dot']),
  step('build of the Worker', [...workerBuild, '-c', 'durable/wrangler.toml']),
];
console.log('\n── build of the pages');
ensureBuild();
const allWell = well.every(Boolean);
console.log(allWell ? '\nAll is well.' : '\nNot all is well; what is wrong stands above.');
process.exitCode = allWell ? 0 : 1;
