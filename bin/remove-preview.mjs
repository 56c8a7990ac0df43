// node bin/remove-preview.mjs BRANCH: takes away all that was deployed as a preview of a branch.
import { giveUp } from './give-up.mjs';
import { ensurePackages } from './packages.mjs';
import { endWithAllOnSignals } from './tool.mjs';

const [branch] = process.argv.slice(2);
if (!branch) giveUp('Of which branch? node bin/remove-preview.mjs BRANCH');
endWithAllOnSignals();
await ensurePackages();
// Only now: it imports a package.
const { removePreview } = await import('./deployment.mjs');
console.log(`${await removePreview(branch)} previews of ${branch} are gone.`);
