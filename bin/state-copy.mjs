import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseEnv } from 'node:util';
import { noteIn, ownedLike, secretsOf, whyUnreadable, writeInOnePiece } from './state.mjs';

/**
 * What stands in a backup's own file: how each of the others has to be, by its path in the backup, and of which schema it all is.
 * @typedef {{ at: string, schema: import('./state.mjs').StateNote, files: Record<string, string> }} Manifest
 */

/** What is kept: the rooms and people, and where Miniflare keeps KV and R2. All else in a folder is made anew. */
const kept = ['do', 'kv', 'r2'];
const manifestFile = 'backup.json';
/** What a restored folder is made of, each moved at once. */
const parts = ['v3', 'secrets.vars', 'lull.json'];
/** A value may be written over between its row and its bytes being copied. */
const mostTries = 20;

/**
 * Copies what a folder keeps, also while a server uses it: each room and person as it was at one moment. Whatever was told to anybody
 * before it begins is in the copy. It stands under its name only once it is whole.
 * @param {{ state: string, into: string }} where `into` must not be there yet
 * @returns {Promise<{ rooms: number, people: number, bytes: number }>}
 * @throws {Error} with a sentence
 */
export async function backUp({ state, into }) {
  if (!noteIn(state)) throw new Error(`Nothing is kept in ${state}: no server of this version has used it.`);
  if (existsSync(into)) throw new Error(`${into} is there already. A backup is made where nothing is.`);
  if (existsSync(`${state}/incoming`)) {
    throw new Error(
      `A restore of ${state} was interrupted. Start a server there, or restore again: that finishes it.`,
    );
  }
  const half = `${into}.partial`;
  rmSync(half, { recursive: true, force: true });
  try {
    mkdirSync(half, { recursive: true, mode: 0o700 });
    for (const folder of kept) await copyStores(`${state}/v3/${folder}`, `${half}/v3/${folder}`);
    copyFileSync(secretsOf(state), secretsOf(half));
    chmodSync(secretsOf(half), 0o600);
    // After the rooms: a server may have been upgraded meanwhile.
    const note = noteIn(state);
    if (!note) throw new Error(`${state} was taken away meanwhile.`);
    writeFileSync(`${half}/lull.json`, JSON.stringify(note));
    mkdirSync(`${half}/v3`, { recursive: true });
    const files = filesIn(half);
    /** @type {Manifest} */
    const manifest = { at: new Date().toISOString(), schema: note, files: {} };
    let bytes = 0;
    for (const file of files) {
      manifest.files[file] = await hashOf(`${half}/${file}`);
      bytes += statSync(`${half}/${file}`).size;
    }
    writeFileSync(`${half}/${manifestFile}`, JSON.stringify(manifest, null, 1));
    for (const file of [...files, manifestFile]) toDisk(`${half}/${file}`);
    renameSync(half, into);
    toDisk(dirname(into));
    const objectsOf = (/** @type {string} */ name) =>
      files.filter((file) => file.includes(`${name}/`) && !file.endsWith('/metadata.sqlite')).length;
    return { rooms: objectsOf('RoomObject'), people: objectsOf('PersonObject'), bytes };
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Puts a backup in the place of what a folder keeps, which is set aside in it. Nobody may use the folder meanwhile. Where it is
 * interrupted, the folder is as it was, or `finishRestore` makes it as it is to be.
 * @param {{ from: string, state: string, schema: import('./state.mjs').Schema }} what `schema` is that of this build
 * @returns {Promise<{ at: string, aside: string | undefined, isKeyChanged: boolean }>} when the backup was made, where what was there
 *   is now, and whether the key is another one from now on
 * @throws {Error} with a sentence
 */
export async function restore({ from, state, schema }) {
  const manifest = manifestIn(from);
  const trouble = whyUnreadable(manifest.schema, schema);
  if (trouble) throw new Error(`${from} cannot be restored. ${trouble}`);
  // Of a restore that was interrupted.
  finishRestore(state);
  const half = `${state}/incoming.partial`;
  rmSync(half, { recursive: true, force: true });
  try {
    mkdirSync(`${half}/v3`, { recursive: true });
    for (const [file, hash] of Object.entries(manifest.files)) {
      const there = existsSync(`${from}/${file}`) ? await hashOf(`${from}/${file}`) : undefined;
      if (there !== hash) {
        throw new Error(
          `${from} is damaged: ${file} is ${there ? 'not as it was' : 'missing'}. Nothing was restored.`,
        );
      }
      mkdirSync(dirname(`${half}/${file}`), { recursive: true });
      copyFileSync(`${from}/${file}`, `${half}/${file}`);
      toDisk(`${half}/${file}`);
    }
    if (parts.some((part) => !existsSync(`${half}/${part}`))) throw new Error(`${from} is no whole backup.`);
    chmodSync(secretsOf(half), 0o600);
    ownedLike(state, half);
    toDisk(half);
    renameSync(half, `${state}/incoming`);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw error;
  }
  const former = keyIn(state);
  const aside = finishRestore(state);
  return { at: manifest.at, aside, isKeyChanged: former !== undefined && former !== keyIn(state) };
}

/**
 * Moves in what a restore has brought into a folder, if there is something.
 * @param {string} state
 * @returns {string | undefined} where what was there before is now, if there was something
 */
export function finishRestore(state) {
  const incoming = `${state}/incoming`;
  if (!existsSync(incoming)) return undefined;
  const chosen = `${incoming}/aside`;
  // By its name alone: the folder may be somewhere else by the time that this goes on.
  if (!existsSync(chosen)) writeInOnePiece(chosen, freeName(state));
  const place = `${state}/${readFileSync(chosen, 'utf8')}`;
  for (const part of parts) {
    // What is here no more was moved before this was interrupted.
    if (!existsSync(`${incoming}/${part}`)) continue;
    if (existsSync(`${state}/${part}`) && !existsSync(`${place}/${part}`)) {
      mkdirSync(place, { recursive: true, mode: 0o700 });
      renameSync(`${state}/${part}`, `${place}/${part}`);
    }
    renameSync(`${incoming}/${part}`, `${state}/${part}`);
  }
  toDisk(state);
  rmSync(incoming, { recursive: true });
  if (existsSync(place)) ownedLike(state, place);
  return existsSync(place) ? place : undefined;
}

/** @param {string} state */
function freeName(state) {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? 'before-restore' : `before-restore-${n}`;
    if (!existsSync(`${state}/${name}`)) return name;
  }
}

/** @param {string} state */
function keyIn(state) {
  const file = secretsOf(state);
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8'))['GUEST_KEY'] : undefined;
}

/**
 * @param {string} from
 * @returns {Manifest}
 */
function manifestIn(from) {
  const file = `${from}/${manifestFile}`;
  if (!existsSync(file)) throw new Error(`${from} is no backup, or one that was interrupted.`);
  const manifest = jsonIn(file);
  const names = Object.keys(manifest?.files ?? {});
  if (!manifest?.schema?.readers || names.some((name) => name.split('/').includes('..'))) {
    throw new Error(`${from} is damaged: what it says of itself cannot be read. Nothing was restored.`);
  }
  return manifest;
}

/** @param {string} file @returns {any} undefined where it holds no JSON */
function jsonIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} from a folder of v3
 * @param {string} to
 */
async function copyStores(from, to) {
  const files = existsSync(from) ? filesIn(from) : [];
  const stores = files.filter((file) => file.endsWith('.sqlite'));
  // The alarms last: one too many does nothing, and one too few is never made up for.
  const inOrder = [...stores.filter((file) => !isOfAlarms(file)), ...stores.filter(isOfAlarms)];
  for (const file of inOrder) await copyStore(`${from}/${file}`, `${to}/${file}`);
  await copyValues(from, to, inOrder);
}

/** @param {string} file */
const isOfAlarms = (file) => file.endsWith('/metadata.sqlite');

/**
 * Copies a store that is written to, without a lock on it: a runtime that meets one takes it for a fault. By SQLite's format of files
 * (sqlite.org/fileformat2.html, 4), what is written goes to the end of the log, and from there into the store, until the log
 * begins anew with other salts in its header. So a log that was copied after the store, and did not begin anew meanwhile, has
 * all that was written into the store meanwhile, and a copy of both is the store as it was when the log was copied.
 * @param {string} from
 * @param {string} to
 */
async function copyStore(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  for (let tries = 0; ; tries += 1) {
    const before = progressOf(from);
    rmSync(to, { force: true });
    rmSync(`${to}-wal`, { force: true });
    copyFileSync(from, to);
    if (before.hasLog) copyFileSync(`${from}-wal`, `${to}-wal`);
    if (before.mark === progressOf(from).mark) break;
    if (tries >= mostTries) throw new Error(`${from} changes faster than it can be copied.`);
  }
  const copy = new DatabaseSync(to);
  try {
    // Takes in the log, so that the copy is one file.
    copy.exec('PRAGMA journal_mode = DELETE');
    const [first] = copy.prepare('PRAGMA quick_check').all();
    if (first?.['quick_check'] !== 'ok') throw new Error(`${from} is damaged: ${first?.['quick_check']}.`);
  } finally {
    copy.close();
  }
}

/**
 * What stays the same as long as a store's log does not begin anew; without a log, as long as nobody writes.
 * @param {string} store
 */
function progressOf(store) {
  const header = logHeader(store);
  if (header.length > 0) return { hasLog: true, mark: header.toString('hex') };
  const { mtimeNs, size } = statSync(store, { bigint: true });
  return { hasLog: false, mark: `${mtimeNs} ${size}` };
}

/** @param {string} store */
function logHeader(store) {
  const header = Buffer.alloc(32);
  try {
    const log = openSync(`${store}-wal`, 'r');
    try {
      return header.subarray(0, readSync(log, header));
    } finally {
      closeSync(log);
    }
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return header.subarray(0, 0);
    throw error;
  }
}

/**
 * The values that the rows of KV and R2 name stand in files beside, which are never written twice, but are taken away.
 * @param {string} from
 * @param {string} to
 * @param {string[]} stores
 */
async function copyValues(from, to, stores) {
  for (let tries = 0; ; tries += 1) {
    const named = new Set(stores.flatMap((file) => valuesNamedIn(`${to}/${file}`)));
    const values = filesIn(from).filter((file) => file.includes('/blobs/') && named.has(basename(file)));
    for (const file of values) {
      if (existsSync(`${to}/${file}`)) continue;
      mkdirSync(dirname(`${to}/${file}`), { recursive: true });
      try {
        copyFileSync(`${from}/${file}`, `${to}/${file}`);
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
      }
    }
    const copied = new Set(filesIn(to).map((file) => basename(file)));
    const lacking = stores.filter((file) => valuesNamedIn(`${to}/${file}`).some((name) => !copied.has(name)));
    if (lacking.length === 0) return;
    if (tries >= mostTries) throw new Error(`${lacking[0]} changes faster than it can be copied.`);
    for (const file of lacking) await copyStore(`${from}/${file}`, `${to}/${file}`);
  }
}

/** @param {string} store */
function valuesNamedIn(store) {
  const rows = new DatabaseSync(store, { readOnly: true });
  try {
    const tables = rows.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables.flatMap(({ name }) => {
      const columns = rows.prepare('SELECT name FROM pragma_table_info(?)').all(`${name}`);
      if (!columns.some((column) => column['name'] === 'blob_id')) return [];
      const found = rows.prepare(`SELECT blob_id FROM "${name}" WHERE blob_id IS NOT NULL`).all();
      return found.map(({ blob_id }) => `${blob_id}`);
    });
  } finally {
    rows.close();
  }
}

/**
 * @param {string} folder
 * @returns {string[]} paths from there
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(?:wal|shm|journal)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .sort();
}

/** @param {string} file */
async function hashOf(file) {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex');
}

/** @param {string} path of a file or a folder */
function toDisk(path) {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
