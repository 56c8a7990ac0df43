// node bin/former-pages.mjs [ARGS]: what stands between the two halves of a deployment. Serves the pages of the former build with the
// Worker of this one, and tries them by the end-to-end tests of that build; ARGS are Playwright's. Takes minutes, so it is run before a
// release and not for every change.
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { builtWorkers, ensureBuild } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { hostCommand } from './hosting.mjs';
import { ensurePackages } from './packages.mjs';
import { freePort } from './port.mjs';
import { hasCommit, sourcesAt } from './sources-at.mjs';
import { endWithAllOnSignals, root, run, runQuietly, startOnLeash } from './tool.mjs';

/** Those that neither start a server of their own nor look at what the former build cannot know. */
const usual = [
  'talking',
  'rooms.spec',
  'rooms-without',
  'edits',
  'reactions',
  'no-script',
  'identity',
  'lobby',
  'history',
];

endWithAllOnSignals();
await ensurePackages();
await ensureBuild();
const { commit } = JSON.parse(readFileSync(`${root}/protocol/released/former-build.json`, 'utf8'));
if (!(await hasCommit(commit)))
  giveUp(`The former build, ${commit}, is not in this clone: git fetch --unshallow`);
const folder = mkdtempSync(`${tmpdir()}/lull-former-`);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
await sourcesAt(commit, ['.'], folder);
symlinkSync(`${root}/node_modules`, `${folder}/node_modules`);
// It says how an address is tried that is already served.
cpSync(`${root}/playwright.config.ts`, `${folder}/playwright.config.ts`);
console.log(`Building the pages as they were at ${commit} …`);
await orGiveUp(['sh', '-c', 'cd "$0" && svelte-kit sync && vite build', folder]);
const hosted = JSON.parse(readFileSync(builtWorkers, 'utf8'));
const { bundlePages } = await import(`${folder}/bin/bundle.mjs`);
hosted.workers = hosted.workers.with(1, await bundlePages(`${folder}/built`));
writeFileSync(`${folder}/workers.json`, JSON.stringify(hosted));
const port = await freePort();
const server = startOnLeash(
  hostCommand({ workers: `${folder}/workers.json`, port, state: `${folder}/state` }),
);
await Promise.race([server.stdout && once(server.stdout, 'data'), once(server, 'exit')]);
if (server.exitCode !== null) giveUp('The server did not start.');
const args = process.argv.length > 2 ? process.argv.slice(2) : ['--project=chromium', ...usual];
process.exitCode = await run(['sh', '-c', 'cd "$0" && exec playwright test "$@"', folder, ...args], {
  BASE_URL: `http://localhost:${port}`,
});
server.stdin?.end();
await once(server, 'exit');

/** @param {string[]} command */
async function orGiveUp(command) {
  const { ok, output } = await runQuietly(command);
  if (!ok)
    giveUp(`${output}\n\nThe pages of the former build could not be built. What was said stands above.`);
}
