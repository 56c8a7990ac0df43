// Runs on whatever Node is there, before anything is installed: no imports but Node's own.
import { readFileSync, rmSync } from 'node:fs';
import { causeIn, giveUp } from './give-up.mjs';
import { root, runQuietly } from './tool.mjs';

/** What wrangler needs, and what runs our TypeScript as it stands. */
const oldestNode = '22.18.0';

/** Installs the locked packages unless they are there already, Node itself among them on Linux. */
export async function ensurePackages() {
  if (!installed()) {
    console.log('Installing packages; the first time this takes a minute …');
    process.once('exit', clearUpHalf);
    // Both kinds are asked for by name because a person's own npm settings may leave them out.
    const { ok, output } = await runQuietly(['npm', 'ci', '--include=dev', '--include=optional']);
    process.off('exit', clearUpHalf);
    if (!ok) {
      const cause = causeIn(output) ?? 'What npm said stands above.';
      giveUp(`${errorsIn(output)}\n\nThe packages could not be installed. ${cause}`);
    }
  }
  await ensureNode();
}

function clearUpHalf() {
  rmSync(`${root}/node_modules`, { recursive: true, force: true, maxRetries: 5 });
  console.error('\nThe packages were not all there yet, and are gone again. The same command begins anew.');
}

// npm notes in node_modules what it installed there, last of all: an interrupted install has no note. So no
// stamp of our own is needed, and an install by hand counts too.
function installed() {
  const wanted = packagesOf(`${root}/package-lock.json`);
  const found = packagesOf(`${root}/node_modules/.package-lock.json`);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (found[path] ? found[path].version === version : optional),
  );
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version: string, optional?: boolean }>}
 */
function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return {};
  }
}

// npm ends with a page on its own usage, which helps nobody here.
/** @param {string} output */
function errorsIn(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error'));
  return errors.slice(0, 12).join('\n') || output;
}

async function ensureNode() {
  const { ok, output } = await runQuietly(['node', '--version']);
  const version = ok ? output.slice(1) : process.versions.node;
  if (version.localeCompare(oldestNode, undefined, { numeric: true }) >= 0) return;
  giveUp(
    `Lull needs Node ${oldestNode} or later and this is ${version}. ` +
      'A newer one comes with the packages on Linux (x64 and arm64); elsewhere, install it from nodejs.org.',
  );
}
