import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { noteSchema } from './state.mjs';
import { backUp, finishRestore, restore } from './state-copy.mjs';
import { runQuietly } from './tool.mjs';

const schema = { rooms: 3, people: 2, readers: { rooms: 1, people: 1 } };
const rooms = 'v3/do/lull-rooms-RoomObject';
const list = 'v3/kv/miniflare-KVNamespaceObject';
const values = 'v3/kv/LISTED/blobs';

/** A folder as a server leaves it: a room with as many words, and a list that names one value. */
function folderWith(words: number, key = 'a key'): string {
  const state = mkdtempSync(join(tmpdir(), 'lull-copy-'));
  for (const folder of [rooms, list, values]) mkdirSync(join(state, folder), { recursive: true });
  const room = new DatabaseSync(join(state, rooms, 'a1.sqlite'));
  room.exec('PRAGMA journal_mode = WAL; CREATE TABLE said (n INTEGER PRIMARY KEY, text TEXT)');
  for (let n = 1; n <= words; n += 1) room.exec(`INSERT INTO said VALUES (${n}, 'word ${n}')`);
  room.close();
  const listed = new DatabaseSync(join(state, list, 'b2.sqlite'));
  listed.exec(
    "CREATE TABLE _mf_entries (key TEXT, blob_id TEXT); INSERT INTO _mf_entries VALUES ('club', 'v1')",
  );
  listed.close();
  writeFileSync(join(state, values, 'v1'), 'the value');
  writeFileSync(join(state, 'secrets.vars'), `GUEST_KEY=${key}\n`);
  noteSchema(state, schema);
  return state;
}

function wordsIn(state: string): number[] {
  const room = new DatabaseSync(join(state, rooms, 'a1.sqlite'));
  const said = room.prepare('SELECT n FROM said ORDER BY n').all();
  room.close();
  return said.map(({ n }) => Number(n));
}

const keyIn = (state: string) => readFileSync(join(state, 'secrets.vars'), 'utf8');
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('O12 a backup', () => {
  test('has all that was written before it began, of a room that is written to meanwhile, by somebody who is killed', async () => {
    const state = folderWith(3);
    const writer = spawn(process.execPath, [
      ...['--disable-warning=ExperimentalWarning', '--input-type=module', '-e'],
      `import { DatabaseSync } from 'node:sqlite';
       const room = new DatabaseSync(${JSON.stringify(join(state, rooms, 'a1.sqlite'))});
       for (let n = 4; n < 100_000; n += 1) {
         room.exec(\`INSERT INTO said VALUES (\${n}, 'word')\`);
         if (n % 10 === 0) console.log(n);
       }`,
    ]);
    let told = 0;
    writer.stdout.on('data', (lines) => {
      told = Number(`${lines}`.trim().split('\n').at(-1));
    });
    await once(writer.stdout, 'data');
    const ended = once(writer, 'exit');
    for (const round of [1, 2]) {
      const before = told;
      const into = join(state, `../${round}-${process.pid}-${Math.random()}`);
      const copying = runQuietly([
        ...[
          'node',
          '--disable-warning=ExperimentalWarning',
          'bin/backup.mjs',
          '--state',
          state,
          '--to',
          into,
        ],
      ]);
      // In the middle of it, as far as anybody can tell.
      if (round > 1) setTimeout(() => writer.kill('SIGKILL'), 60 + 15 * round);
      expect((await copying).output).toContain('1 rooms');
      const copied = wordsIn(into);
      expect(copied.length).toBeGreaterThanOrEqual(before);
      expect(copied).toEqual(upTo(copied.length));
      rmSync(into, { recursive: true });
    }
    await ended;
    expect(told).toBeGreaterThan(0);
  });

  test('says what is in it, and is for its owner’s eyes only', async () => {
    const state = folderWith(3);
    const into = `${state}-backup`;
    expect(await backUp({ state, into })).toMatchObject({ rooms: 1, people: 0 });
    expect(statSync(into).mode & 0o077).toBe(0);
    expect(statSync(join(into, 'secrets.vars')).mode & 0o077).toBe(0);
    expect(readFileSync(join(into, values, 'v1'), 'utf8')).toBe('the value');
    expect(readdirSync(join(into, rooms))).toEqual(['a1.sqlite']);
  });

  test('is made where nothing is, of what is something, and is not there by halves', async () => {
    const state = folderWith(3);
    const into = `${state}-backup`;
    await backUp({ state, into });
    await expect(backUp({ state, into })).rejects.toThrow('is there already');
    await expect(backUp({ state: `${state}-nothing`, into: `${into}-2` })).rejects.toThrow('Nothing is kept');
    rmSync(join(state, values, 'v1'));
    await expect(backUp({ state, into: `${into}-3` })).rejects.toThrow('changes faster');
    expect([into, `${into}-3`, `${into}-3.partial`].map((path) => existsSync(path))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('O13 to restore a backup', () => {
  const broughtIn = async () => {
    const [state, other] = [folderWith(3), folderWith(9, 'another key')];
    const from = `${state}-backup`;
    await backUp({ state, into: from });
    return { from, state: other };
  };

  test('brings back rooms, list and key, and sets aside what was there', async () => {
    const { from, state } = await broughtIn();
    writeFileSync(join(state, rooms, 'a1.sqlite-wal'), 'of another store');
    const { aside } = await restore({ from, state, schema });
    expect(wordsIn(state)).toEqual(upTo(3));
    expect(keyIn(state)).toBe('GUEST_KEY=a key\n');
    expect(readdirSync(state).sort()).toEqual(['before-restore', 'lull.json', 'secrets.vars', 'v3']);
    expect(keyIn(aside ?? '')).toBe('GUEST_KEY=another key\n');
    expect((await restore({ from, state, schema })).aside).toBe(`${state}/before-restore-2`);
  });

  test.each([
    ['a folder that is none', (from: string) => rmSync(join(from, 'backup.json')), 'is no backup'],
    ['one that lacks a file', (from: string) => rmSync(join(from, rooms, 'a1.sqlite')), 'missing'],
    [
      'one with a changed byte',
      (from: string) => appendFileSync(join(from, rooms, 'a1.sqlite'), 'x'),
      'not as it was',
    ],
  ])('of %s changes nothing', async (_, harm, sentence) => {
    const { from, state } = await broughtIn();
    harm(from);
    await expect(restore({ from, state, schema })).rejects.toThrow(sentence);
    expect(wordsIn(state)).toEqual(upTo(9));
    expect(readdirSync(state).sort()).toEqual(['lull.json', 'secrets.vars', 'v3']);
  });

  test('of a newer schema than this build can read changes nothing', async () => {
    const { from, state } = await broughtIn();
    const manifest = JSON.parse(readFileSync(join(from, 'backup.json'), 'utf8'));
    manifest.schema.readers.rooms = 9;
    writeFileSync(join(from, 'backup.json'), JSON.stringify(manifest));
    await expect(restore({ from, state, schema })).rejects.toThrow('written by a newer version of Lull');
    expect(wordsIn(state)).toEqual(upTo(9));
  });

  test.each([0, 1, 2, 3, 4])(
    'that was interrupted after %i moves is finished by whoever comes next',
    async (moves) => {
      const { from, state } = await broughtIn();
      await restore({ from, state, schema });
      const place = join(state, 'before-restore');
      const incoming = join(state, 'incoming');
      // As it was when it was interrupted: undone from the end.
      mkdirSync(incoming);
      writeFileSync(join(incoming, 'aside'), 'before-restore');
      const undo = ['v3', 'secrets.vars'].flatMap((part) => [
        () => renameSync(join(place, part), join(state, part)),
        () => renameSync(join(state, part), join(incoming, part)),
      ]);
      for (const step of undo.slice(moves).reverse()) step();
      expect(finishRestore(state)).toBe(place);
      expect(wordsIn(state)).toEqual(upTo(3));
      expect([keyIn(state), keyIn(place)]).toEqual(['GUEST_KEY=a key\n', 'GUEST_KEY=another key\n']);
      expect(wordsIn(place)).toEqual(upTo(9));
      expect(existsSync(incoming)).toBe(false);
    },
  );

  test('that is killed at any moment is finished by the next, and mixes nothing', async () => {
    const { from, state } = await broughtIn();
    const ours = [`${import.meta.dirname}/state-copy.mjs`, from, state].map((each) => JSON.stringify(each));
    const restoring = `const { restore } = await import(${ours[0]});
      await restore({ from: ${ours[1]}, state: ${ours[2]}, schema: ${JSON.stringify(schema)} });`;
    let killed = 0;
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, [
        ...['--disable-warning=ExperimentalWarning', '--input-type=module', '-e'],
        `console.log('begins'); ${restoring}`,
      ]);
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      setTimeout(() => child.kill('SIGKILL'), round * 8);
      const [, signal] = await ended;
      if (signal) killed += 1;
      finishRestore(state);
      // Each of the two states is whole, whichever it is.
      expect([wordsIn(state).length, keyIn(state)]).toEqual(
        keyIn(state).includes('another') ? [9, 'GUEST_KEY=another key\n'] : [3, 'GUEST_KEY=a key\n'],
      );
    }
    expect(killed).toBeGreaterThan(0);
    await restore({ from, state, schema });
    expect(wordsIn(state)).toEqual(upTo(3));
    expect(wordsIn(join(state, 'before-restore'))).toEqual(upTo(9));
  });

  test('that was interrupted keeps a backup from being made of two halves, and is finished by another', async () => {
    const { from, state } = await broughtIn();
    mkdirSync(join(state, 'incoming/v3'), { recursive: true });
    writeFileSync(join(state, 'incoming/secrets.vars'), 'GUEST_KEY=a third key\n');
    await expect(backUp({ state, into: `${state}-mixed` })).rejects.toThrow('was interrupted');
    await restore({ from, state, schema });
    expect([wordsIn(state), keyIn(state)]).toEqual([upTo(3), 'GUEST_KEY=a key\n']);
  });

  test.each([
    ['no JSON', 'nothing'],
    ['no schema', '{"files":{}}'],
    ['a path to somewhere else', '{"schema":{"readers":{}},"files":{"../evil":"x"}}'],
  ])('of one that says of itself %s changes nothing', async (_, said) => {
    const { from, state } = await broughtIn();
    writeFileSync(join(from, 'backup.json'), said);
    await expect(restore({ from, state, schema })).rejects.toThrow('what it says of itself cannot be read');
    expect(readdirSync(state).sort()).toEqual(['lull.json', 'secrets.vars', 'v3']);
  });

  test('says whether the key is another one', async () => {
    const { from, state } = await broughtIn();
    expect((await restore({ from, state, schema })).isKeyChanged).toBe(true);
    expect((await restore({ from, state, schema })).isKeyChanged).toBe(false);
  });
});
