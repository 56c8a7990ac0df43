import { mkdirSync } from 'node:fs';
import { runQuietly } from './tool.mjs';

/**
 * Lays out folders of this repository as they were at a commit.
 * @param {string} commit
 * @param {string[]} folders
 * @param {string} into a folder, which need not be there
 * @throws {Error} with what git said, for one where the commit is not in this clone
 */
export async function sourcesAt(commit, folders, into) {
  mkdirSync(into, { recursive: true });
  const archive = `${into}/sources.tar`;
  await orThrow(['git', 'archive', '-o', archive, commit, ...folders]);
  await orThrow(['tar', '-xf', archive, '-C', into]);
}

/** Whether a commit is in this clone, and not only named by it. @param {string} commit */
export async function hasCommit(commit) {
  return (await runQuietly(['git', 'cat-file', '-e', `${commit}^{commit}`])).ok;
}

/** @param {string[]} command */
async function orThrow(command) {
  const { ok, output } = await runQuietly(command);
  if (!ok) throw new Error(`${command.join(' ')} failed:\n${output}`);
}
