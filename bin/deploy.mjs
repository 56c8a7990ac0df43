// npm run deploy: the Worker and the pages, to the Cloudflare account that wrangler is signed in to. Makes what is
// missing there. Every step looks first, so that after an interruption the same command goes on.
// npm run deploy -- --preview BRANCH: the pages as a preview of that branch, with the staging Worker behind them.
// npm run deploy -- --dry-run: what would be done, and both bundles. Needs no account.
// --secrets FOLDER: where the secrets that are made are kept, and looked for; durable/ without it.
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals, root } from './tool.mjs';

const { preview, secrets, 'dry-run': isDryRun } = readOptions();
endWithAllOnSignals();
await ensurePackages();
await ensureBuild();
// Only now: it imports a package.
const { deploy, planFor, tryBundles } = await import('./deployment.mjs');
const plan = planFor({ preview, secrets: secrets && resolve(root, secrets) });
if (isDryRun) {
  console.log(plan.steps.map((step, i) => `${i + 1}. ${step}`).join('\n'));
  await tryBundles(plan);
  console.log('\nBoth bundles are well. Nothing was sent anywhere.');
} else {
  const address = await deploy(plan);
  console.log(`\nLull is at ${address}`);
  // For the steps of a workflow that follow.
  if (process.env['GITHUB_OUTPUT']) appendFileSync(process.env['GITHUB_OUTPUT'], `address=${address}\n`);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { preview: { type: 'string' }, secrets: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    });
    // A branch of this name would be production.
    if (values.preview !== undefined && !/^(?!main$)[\w./-]+$/.test(values.preview)) {
      giveUp('A preview is of a branch, and not of main: --preview BRANCH.');
    }
    return values;
  } catch (error) {
    return giveUp(
      `${error instanceof Error ? error.message : error}\nnpm run deploy takes --preview BRANCH, --secrets FOLDER and --dry-run.`,
    );
  }
}
