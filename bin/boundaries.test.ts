import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf, namesARepositoryPath, pathsNamedIn } from './reading.ts';
import { runQuietly } from './tool.mjs';

// Tests obey as well: one that reaches across a boundary has found a boundary that does not hold. The rules
// that every history keeps, in durable/test, are the one thing that tests on both sides share.
// What the Worker is bound to, its log, and what its parts may ask each other.
const everywhere = [
  'durable/env.ts',
  'durable/log.ts',
  'durable/rpc.ts',
  'durable/socket-close.ts',
  'protocol/',
];
const mayImport: [folder: string, ...allowed: string[]][] = [
  ['protocol/', 'protocol/'],
  ['client/', 'client/', 'protocol/'],
  ['durable/room/', 'durable/room/', 'protocol/'],
  ['durable/storage/', 'durable/storage/', 'durable/room/', 'protocol/'],
  ['durable/person/', 'durable/person/', 'durable/storage/', 'durable/auth/', 'durable/room/', ...everywhere],
  ['durable/lobby/', 'durable/lobby/', 'durable/auth/', 'durable/room/', ...everywhere],
  [
    'durable/room-object/',
    'durable/room-object/',
    'durable/room/',
    'durable/storage/',
    'durable/auth/',
    'durable/lobby/',
    ...everywhere,
  ],
  ['durable/auth/', 'durable/auth/', 'durable/room/', ...everywhere],
  [
    'durable/service/',
    'durable/service/',
    'durable/auth/',
    'durable/lobby/',
    'durable/room/',
    'durable/person/',
    ...everywhere,
  ],
  [
    'durable/http/',
    'durable/http/',
    'durable/service/',
    'durable/auth/',
    'durable/room/requester.ts',
    ...everywhere,
  ],
  ['durable/', 'durable/', 'protocol/'],
  ['apps/', 'apps/', 'client/', 'protocol/'],
  ['e2e/', 'e2e/', 'bin/', 'protocol/limits.ts'],
  ['bench/', 'bench/', 'bin/', 'durable/', 'protocol/'],
  ['faults/', 'faults/', 'bin/', 'client/', 'durable/', 'protocol/'],
  ['bin/', 'bin/'],
];

const aboutSockets = new Set([
  'durable/room-object/attachment.ts',
  'durable/room-object/connections.ts',
  'durable/room-object/sockets.ts',
]);

const ours = await filesOfTheRepository();
const code = ours.filter((file) => /\.(ts|mjs|js|svelte)$/.test(file));

describe('imports point one way', () => {
  test.each(mayImport)('what %s imports of ours', (folder, ...allowed) => {
    const wrong = code
      .filter((file) => ruleFor(file) === folder)
      .flatMap((file) =>
        importsOf(file, read(file))
          .filter(
            (imported) => !allowed.some((start) => imported.startsWith(start)) && !isShared(file, imported),
          )
          .map((imported) => `${file} imports ${imported}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the rules of a room know no Cloudflare', () => {
    const wrong = code.filter(
      (file) => file.startsWith('durable/room/') && read(file).includes("'cloudflare:"),
    );
    expect(wrong).toEqual([]);
  });
});

test('what lies at the root of durable/ is what each of its parts needs, and the way in', () => {
  const atRoot = ours.filter((file) => /^durable\/[^/]+\.ts$/.test(file));
  expect(atRoot.sort()).toEqual([
    'durable/env.ts',
    'durable/log.ts',
    'durable/rpc.ts',
    'durable/socket-close.ts',
    'durable/worker.ts',
  ]);
});

test('only http/ sees requests and cookies, and only storage/ and person/ see SQL', () => {
  const sources = code.filter((file) => file.startsWith('durable/') && !isOfTests(file));
  const seeing = (words: RegExp, but: RegExp) =>
    sources.filter((file) => !but.test(file) && words.test(read(file)));
  expect(seeing(/\bset-cookie\b|getSetCookie/, /^durable\/http\//)).toEqual([]);
  expect(seeing(/\bsql\b|SqlStorage/, /^durable\/(storage|person)\//)).toEqual([]);
});

test('rules, requests and admission reach people through the audience: they see no socket', () => {
  const seeing = code
    .filter((file) => file.startsWith('durable/') && !isOfTests(file))
    .filter((file) => importsOf(file, read(file)).some((imported) => aboutSockets.has(imported)));
  expect(seeing.sort()).toEqual([
    'durable/room-object/connections.ts',
    'durable/room-object/dead-socket-sweep.ts',
    'durable/room-object/first-traces.ts',
    'durable/room-object/frame-handler.ts',
    'durable/room-object/read-marks.ts',
    'durable/room-object/room-object.ts',
    'durable/room-object/sockets.ts',
  ]);
});

test.each(['WebSocket', 'JSON.parse'])('no component sees %s', (word) => {
  expect(ours.filter((file) => file.endsWith('.svelte') && read(file).includes(word))).toEqual([]);
});

test('every path that a document names exists', () => {
  const documents = ours.filter((file) => /^(docs\/.*|protocol\/.*|e2e\/.*|[^/]+)\.md$/.test(file));
  const missing = documents.flatMap((document) =>
    pathsNamedIn(read(document))
      .filter((name) => namesARepositoryPath(name) && !existsSync(name))
      .map((name) => `${document} names ${name}`),
  );
  expect(missing).toEqual([]);
});

test('the name of an exported type or class is one thing in the whole repository', () => {
  const places = new Map<string, string[]>();
  // A Worker of the harness or the bench exports its objects by the names that the bindings have.
  const isBound = (file: string) => /^(faults|bench)\/worker\//.test(file);
  for (const file of code.filter((file) => file.endsWith('.ts') && !isBound(file))) {
    for (const [, name = ''] of read(file).matchAll(
      /^export (?:declare )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm,
    )) {
      places.set(name, [...(places.get(name) ?? []), file]);
    }
  }
  const twice = [...places].filter(([, files]) => files.length > 1);
  expect(twice.map(([name, files]) => `${name}: ${files.join(', ')}`)).toEqual([]);
});

test('no end-to-end test has a selector of its own', () => {
  const specs = code.filter((file) => /^e2e\/.*\.spec\.ts$/.test(file));
  const selector =
    /\b(getBy[A-Z]\w*|locator|frameLocator|querySelector(All)?|evaluate\w*)\s*\(|\bBy\.\w+\(|\bhasText\b|xpath=/;
  // One takes pictures of a page, the other has it examined.
  const seesPages = ['e2e/axe.spec.ts', 'e2e/screenshots.spec.ts'];
  const page = /\.page\b|\(\{[^}]*\bpage\b[^}]*\}/;
  const wrong = specs.flatMap((file) =>
    read(file)
      .split('\n')
      .filter((line) => selector.test(line) || (page.test(line) && !seesPages.includes(file)))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(wrong).toEqual([]);
});

function isOfTests(file: string): boolean {
  return file.endsWith('.test.ts') || file.startsWith('durable/test/');
}

function isShared(file: string, imported: string): boolean {
  return file.endsWith('.test.ts') && file.startsWith('durable/') && imported.startsWith('durable/test/');
}

function ruleFor(file: string): string | undefined {
  return mayImport.find(([folder]) => file.startsWith(folder))?.[0];
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

// New files too, before they are committed.
async function filesOfTheRepository(): Promise<string[]> {
  const { output } = await runQuietly(['git', 'ls-files', '--cached', '--others', '--exclude-standard']);
  return output.split('\n').filter((file) => existsSync(file));
}
