import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { causeIn } from './give-up.mjs';
import { keyOfCheckout, newKey } from './guest-key.mjs';

/**
 * What a folder that keeps rooms says of itself. `format` is that of the folder; `rooms` and `people` say how many steps of
 * migration its objects may have seen, and `readers` how many steps a build has to know to use them.
 * @typedef {{ rooms: number, people: number, readers: { rooms: number, people: number } }} Schema
 * @typedef {Schema & { format: 1 }} StateNote
 */

const format = 1;
/** What a room or two need to begin with. */
const leastBytes = 1_000_000;

/** The file of a folder that holds its key. @param {string} state */
export const secretsOf = (state) => `${state}/secrets.vars`;

/**
 * Takes a folder for this process alone, for as long as it runs. The system lets go of it however the process ends.
 * @param {string} state
 * @returns {{ release(): void } | string} what is wrong, in a sentence
 */
export function lockState(state) {
  const probe = `${state}/.probe`;
  try {
    mkdirSync(state, { recursive: true });
    writeFileSync(probe, Buffer.alloc(leastBytes));
    rmSync(probe);
    const lock = new DatabaseSync(`${state}/lock`);
    try {
      lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if (!/locked/.test(String(error))) throw error;
      return `Another server is using ${state}. End it first, or choose another folder with --state.`;
    }
    return { release: () => lock.close() };
  } catch (error) {
    if (existsSync(probe)) rmSync(probe);
    const said = error instanceof Error ? error.message : String(error);
    return `What is said cannot be kept in ${state}. ${causeIn(said) ?? said}`;
  }
}

/**
 * Why a build must not use what a folder or a backup of one keeps; undefined when it may.
 * @param {StateNote | undefined} note
 * @param {Schema} build
 * @returns {string | undefined} a sentence
 */
export function whyUnreadable(note, build) {
  if (!note) return undefined;
  const isReadable =
    note.format === format && note.readers.rooms <= build.rooms && note.readers.people <= build.people;
  return isReadable
    ? undefined
    : 'It was written by a newer version of Lull, which this one cannot read. Nothing was touched: use that version, or a newer one.';
}

/**
 * Notes which schema a folder is of from now on, the newer of what it says and what a build has.
 * @param {string} state
 * @param {Schema} build
 */
export function noteSchema(state, build) {
  const before = noteIn(state) ?? build;
  /** @type {StateNote} */
  const note = {
    format,
    rooms: Math.max(before.rooms, build.rooms),
    people: Math.max(before.people, build.people),
    readers: {
      rooms: Math.max(before.readers.rooms, build.readers.rooms),
      people: Math.max(before.readers.people, build.readers.people),
    },
  };
  // In one piece: half a note would keep everybody out.
  writeFileSync(`${state}/lull.json.new`, `${JSON.stringify(note)}\n`);
  renameSync(`${state}/lull.json.new`, `${state}/lull.json`);
}

/**
 * @param {string} state
 * @returns {StateNote | undefined} undefined where nothing is noted
 */
export function noteIn(state) {
  const file = `${state}/lull.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * The key of a folder stands in the folder, so that it goes with it. One from before that has the key of this checkout.
 * @param {string} state
 */
export function ensureSecretsOf(state) {
  const file = secretsOf(state);
  if (existsSync(file)) return;
  writeFileSync(`${file}.new`, `GUEST_KEY=${keyOfCheckout() ?? newKey()}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
