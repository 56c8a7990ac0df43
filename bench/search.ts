// The arguments are those of npm run bench -- --search: in a long room, as `npm run serve` hosts it, what the first search costs, in
// which the index is made, what later ones take, and how long people wait meanwhile until they hear what they said.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { builtWorkers } from '../bin/build.mjs';
import { hostCommand } from '../bin/hosting.mjs';
import { freePort, loopback } from '../bin/port.mjs';
import { protocolVersion } from '../protocol/version.ts';
import { startServer } from './server.ts';
import { type Figures, median, printTable, quantile } from './table.ts';
import { Texts } from './texts.ts';
import { BenchVisitor } from './visitor.ts';

const { values } = parseArgs({ options: { messages: { type: 'string', default: '100000' } } });
const messages = Number(values.messages);

const room = 'search';
const names = Array.from({ length: 20 }, (_, n) => `Visitor${n}`);
/** Each of the twenty speaks every 0.8 seconds, which is not too fast for anybody. */
const everyMs = 40;
/** So long people talk before anybody searches. Of that the end is looked at, as long as the first search takes. */
const quietMs = 20_000;
/** Until what is done once after a start is done. */
const settleMs = 10_000;
const patienceMs = 60_000;
const searchesOfAKind = 20;
const agoMs = 10_000;

const texts = new Texts();
const state = await mkdtemp(join(tmpdir(), 'lull-search-'));
const port = await freePort();
const there = { origin: `${loopback}:${port}`, protocolVersion };
try {
  const visitors = await served(makeRoom);
  const file = await fileOfRoom();
  fill(file);
  const before = (await stat(file)).size;
  const { first, quiet, later } = await served(() => measure(visitors));
  const after = (await stat(file)).size;
  const index = indexIn(file);
  printTable([
    {
      name: `${messages.toLocaleString('en')} messages`,
      figures: {
        'ms of the first search': first.ms,
        'pages asked for until all was indexed': first.pages,
        'messages indexed a second': index.messages / (first.ms / 1_000),
        'MB of the file before': before / 1e6,
        'MB of the file after': after / 1e6,
        'MB of the index in it': index.bytes / 1e6,
        'bytes of the file a message, before': before / messages,
        'bytes of the index a message': index.bytes / index.messages,
      },
    },
  ]);
  console.log();
  printTable([
    { name: 'nobody searches', figures: waitsOf(quiet.slice(-first.waits.length)) },
    { name: 'the first search', figures: waitsOf(first.waits) },
  ]);
  console.log();
  printTable([
    { name: 'median', figures: mapped(later, median) },
    { name: 'worst', figures: mapped(later, (all) => Math.max(...all)) },
  ]);
} finally {
  await rm(state, { recursive: true, force: true });
}

/** Does something while the server runs. */
async function served<Result>(act: () => Promise<Result>): Promise<Result> {
  const server = await startServer(hostCommand({ workers: builtWorkers, port, state }));
  try {
    return await act();
  } finally {
    await server.end();
  }
}

/** All have spoken in it, so that it knows their names. */
async function makeRoom(): Promise<BenchVisitor[]> {
  const visitors: BenchVisitor[] = [];
  for (const name of names) visitors.push(await BenchVisitor.named(name, there, room));
  await visitors[0]?.makesRoom(there, room);
  for (const visitor of visitors) await visitor.looksInAndSays(texts.next());
  return visitors;
}

async function fileOfRoom(): Promise<string> {
  const files = (await readdir(state, { recursive: true })).filter((file) => file.endsWith('.sqlite'));
  const isRoom = (file: string) =>
    inFile(file, (sql) => {
      const find = "SELECT 1 FROM sqlite_master WHERE name = 'messages'";
      return sql.prepare(find).get() && sql.prepare('SELECT 1 FROM messages').get();
    });
  const file = files.map((each) => join(state, each)).find(isRoom);
  if (file === undefined) throw new Error('No file has the messages of the room.');
  return file;
}

/** Those who spoke said all of this as well, one after the other. */
function fill(file: string): void {
  inFile(file, (sql) => {
    const people = sql.prepare('SELECT id FROM people ORDER BY id').all();
    const last = sql.prepare('SELECT max(seq) AS seq, max(at) AS at FROM messages').get();
    const start = Number(last?.['at']) - messages * agoMs;
    sql.exec('BEGIN');
    sql.prepare('UPDATE messages SET at = ?').run(start);
    const insert = sql.prepare('INSERT INTO messages (seq, id, person, text, at) VALUES (?, ?, ?, ?, ?)');
    for (let n = 1; n <= messages; n += 1) {
      const person = String(people[n % people.length]?.['id']);
      const id = `filled-${String(n).padStart(14, '0')}`;
      insert.run(Number(last?.['seq']) + n, id, person, texts.next(), start + n * agoMs);
    }
    sql.exec('COMMIT');
  });
}

async function measure(visitors: readonly BenchVisitor[]) {
  for (const visitor of visitors) await visitor.comes();
  await rest(settleMs);
  const stopQuiet = talk(visitors);
  await rest(quietMs);
  const quiet = await stopQuiet();
  const stop = talk(visitors);
  const { ms, pages } = await firstSearch(visitors);
  const first = { ms, pages, waits: await stop() };
  for (const visitor of visitors) visitor.leaves();
  await rest(settleMs);
  return { first, quiet, later: await laterSearches(visitors) };
}

/** People say something in turn until told to stop. For each word, how many milliseconds who said it waited to hear it. */
function talk(visitors: readonly BenchVisitor[]): () => Promise<number[]> {
  const waits: Promise<number>[] = [];
  const talking = setInterval(() => {
    const visitor = visitors[waits.length % visitors.length];
    if (visitor) waits.push(visitor.hearsItself(texts.next()));
  }, everyMs);
  return async () => {
    clearInterval(talking);
    const late = rest(patienceMs, undefined, { ref: false }).then(() => {
      throw new Error('Not everybody heard what they said.');
    });
    return Promise.race([Promise.all(waits), late]);
  };
}

async function firstSearch(visitors: readonly BenchVisitor[]): Promise<{ ms: number; pages: number }> {
  const start = performance.now();
  for (let pages = 1; ; pages += 1) {
    const page = await visitors[pages % visitors.length]?.opens(there, searchPath(texts.words.at(-1) ?? ''));
    if (!page?.includes('isPartial:true')) return { ms: performance.now() - start, pages };
  }
}

/** How many milliseconds each page took, by what was looked for. */
async function laterSearches(visitors: readonly BenchVisitor[]): Promise<Record<string, number[]>> {
  const { words, chineseWords } = texts;
  const longer = words.filter((word) => word.length > 2);
  const beginnings = [...new Set(['th', ...longer.map((word) => word.slice(0, 2))])];
  const kinds: Record<string, readonly string[]> = {
    'no search': Array(searchesOfAKind).fill(''),
    'a rare word': words.slice(-searchesOfAKind),
    'a common word': longer,
    'two letters': beginnings,
    'a phrase': Array.from({ length: searchesOfAKind }, () => `"${texts.word()} ${texts.word()}"`),
    'a person': names.map((name) => `from:${name}`),
    'a Chinese word': chineseWords,
  };
  const took: Record<string, number[]> = {};
  for (const [kind, finds] of Object.entries(kinds)) {
    const all: number[] = [];
    for (const [n, find] of finds.slice(0, searchesOfAKind).entries()) {
      const start = performance.now();
      await visitors[n % visitors.length]?.opens(there, searchPath(find));
      all.push(performance.now() - start);
    }
    took[`ms of a page, ${kind}`] = all;
  }
  return took;
}

function searchPath(find: string): string {
  return `/r/${room}/search?${new URLSearchParams({ find })}`;
}

function waitsOf(all: readonly number[]): Figures {
  return {
    'words said': all.length,
    'ms until one hears what one said, median': median(all),
    'ms, all but one in a hundred': quantile(all, 0.99),
    'ms, the longest': Math.max(...all),
  };
}

function mapped(all: Record<string, number[]>, of: (numbers: readonly number[]) => number): Figures {
  return Object.fromEntries(Object.entries(all).map(([name, numbers]) => [name, of(numbers)]));
}

/** How large the index is, and of how many messages. */
function indexIn(file: string): { bytes: number; messages: number } {
  return inFile(file, (sql) => {
    const size = "SELECT sum(pgsize) AS bytes FROM dbstat WHERE name LIKE 'search\\_index%' ESCAPE '\\'";
    const count = 'SELECT count(*) AS n FROM messages, search_coverage WHERE seq > after AND seq <= up_to';
    return {
      bytes: Number(sql.prepare(size).get()?.['bytes']),
      messages: Number(sql.prepare(count).get()?.['n']),
    };
  });
}

/** Closed again, all is in the file itself, and nothing in one beside it. */
function inFile<Result>(file: string, act: (sql: DatabaseSync) => Result): Result {
  const sql = new DatabaseSync(file);
  try {
    return act(sql);
  } finally {
    sql.close();
  }
}
