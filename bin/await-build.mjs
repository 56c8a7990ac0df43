// node bin/await-build.mjs ADDRESS: waits until the build of this checkout is what an address serves, for three minutes at most. A
// deployment is there some seconds after it was made.
import { readFileSync } from 'node:fs';
import { giveUp } from './give-up.mjs';
import { root } from './tool.mjs';

const patienceMs = 180_000;
const pauseMs = 2_000;

const [address] = process.argv.slice(2);
if (!address || !URL.canParse(address)) giveUp('Of which address? node bin/await-build.mjs ADDRESS');
const path = '_app/version.json';
const { version } = JSON.parse(readFileSync(`${root}/.svelte-kit/cloudflare/${path}`, 'utf8'));
const limitMs = Number(process.env['PATIENCE_MS'] ?? patienceMs);
let seen = 'nothing yet';
for (const end = Date.now() + limitMs; ; await new Promise((resolve) => setTimeout(resolve, pauseMs))) {
  seen = await served();
  if (seen === version) break;
  if (Date.now() > end) giveUp(`${address} does not serve build ${version}; it serves ${seen}.`);
}
console.log(`${address} serves this build.`);

async function served() {
  try {
    const answer = await fetch(new URL(`/${path}`, address), { signal: AbortSignal.timeout(10_000) });
    return answer.ok ? (await answer.json()).version : `${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
