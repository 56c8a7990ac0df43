import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
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

/** Else the collector of garbage could close one, and so let go of its folder. @type {Set<DatabaseSync>} */
const held = new Set();

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
    rmSync(probe, { force: true });
    const file = `${state}/lock`;
    if (existsSync(file)) accessSync(file, constants.W_OK);
    const lock = new DatabaseSync(file);
    ownedLike(state, file);
    try {
      lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    } catch (error) {
      lock.close();
      if (!/locked/.test(String(error))) throw error;
      return `Another server is using ${state}. End it first, or choose another folder with --state.`;
    }
    held.add(lock);
    return {
      release() {
        held.delete(lock);
        lock.close();
      },
    };
  } catch (error) {
    if (existsSync(probe)) rmSync(probe, { force: true });
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
  writeInOnePiece(`${state}/lull.json`, `${JSON.stringify(note)}\n`);
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
  // Rooms from before have people in them, who are known by that key.
  const key = existsSync(`${state}/v3`) ? keyOfCheckout() : undefined;
  writeInOnePiece(file, `GUEST_KEY=${key ?? newKey()}\n`);
}

/**
 * Writes a file that is never seen by halves, for its owner's eyes only.
 * @param {string} file
 * @param {string} text
 */
export function writeInOnePiece(file, text) {
  const [half, like] = [`${file}.new`, existsSync(file) ? file : dirname(file)];
  rmSync(half, { force: true });
  const opened = openSync(half, 'wx', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  ownedLike(like, half);
  renameSync(half, file);
}

/**
 * What somebody with all rights makes in a server's folder belongs to whom the folder belongs, who could not use it else.
 * @param {string} like
 * @param {string} path with all that is in it
 */
export function ownedLike(like, path) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(like);
  chownSync(path, uid, gid);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) ownedLike(like, `${path}/${name}`);
}
