import { readFileSync, rmSync } from 'node:fs';
import { causeIn, giveUp } from './give-up.mjs';
import { root, runQuietly } from './tool.mjs';

/** What a token has to be allowed, as Cloudflare's page for tokens calls it. */
const rights =
  'Workers Scripts: Edit, Workers KV Storage: Edit, Cloudflare Pages: Edit, Account Settings: Read';

/**
 * Runs wrangler against the account that it is signed in to, and gives up with a sentence where that fails.
 * @param {string[]} args
 * @returns {Promise<string>} what it printed
 */
export async function wrangler(...args) {
  const { ok, output } = await tryWrangler(...args);
  return ok ? output : refused(output);
}

/**
 * The same, for whoever can make something of a failure.
 * @param {string[]} args
 */
export function tryWrangler(...args) {
  return runQuietly(['wrangler', ...args], { NO_COLOR: '1' });
}

/**
 * The same of a command that prints JSON, be it below other lines.
 * @param {string[]} args
 * @returns {Promise<any[]>}
 */
export async function listByWrangler(...args) {
  const output = await wrangler(...args);
  return listIn(output) ?? giveUp(`${output}\n\nwrangler ${args.join(' ')} printed no list.`);
}

/** @param {string} output which may have other lines before and after */
export function listIn(output) {
  const [, list] = /^(\[\]|\[\n[\s\S]*?\n\])\s*$/m.exec(output) ?? [];
  try {
    return list === undefined ? undefined : JSON.parse(list);
  } catch {
    return undefined;
  }
}

/**
 * Runs wrangler, and reads what it notes of itself for programs.
 * @param {string[]} args
 * @returns {Promise<Record<string, string>[]>}
 */
export async function notesOfWrangler(...args) {
  const file = `${root}/.wrangler/wrangler-notes.ndjson`;
  rmSync(file, { force: true });
  const { ok, output } = await runQuietly(['wrangler', ...args], {
    NO_COLOR: '1',
    WRANGLER_OUTPUT_FILE_PATH: file,
  });
  if (!ok) refused(output);
  const notes = readFileSync(file, 'utf8').trim().split('\n');
  rmSync(file);
  return notes.map((line) => JSON.parse(line));
}

/**
 * @param {string} output of a wrangler that failed
 * @returns {never}
 */
export function refused(output) {
  const cause = causeOfRefusal(output) ?? causeIn(output) ?? 'What wrangler said stands above.';
  return giveUp(`\n${output}\n\n${cause} The same command goes on from where it stopped.`);
}

/**
 * What stands behind an answer of Cloudflare's, if it is one that a person can do something about.
 * @param {string} output
 * @returns {string | undefined} a sentence
 */
export function causeOfRefusal(output) {
  if (/More than one account/.test(output)) {
    return 'This sign-in has several accounts. Set CLOUDFLARE_ACCOUNT_ID to the one that is meant.';
  }
  if (
    /code: (?:10000|9109|1000[0-2]|10023)\]|Authentication error|Unauthorized|Invalid access token|Unable to authenticate/i.test(
      output,
    )
  ) {
    return `This sign-in may not do that, or is over. It needs ${rights}; run \`npx wrangler login\` again, or make a new token.`;
  }
  if (/CLOUDFLARE_API_TOKEN|not (?:logged|authenticated)|"loggedIn":\s*false|log in/i.test(output)) {
    return `wrangler is not signed in. Run \`npx wrangler login\`, or set CLOUDFLARE_API_TOKEN to a token with ${rights}.`;
  }
  return undefined;
}
