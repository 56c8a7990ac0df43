import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { importsOf, namesARepositoryPath, pathsNamedIn } from './reading.ts';
import { runQuietly } from './tool.mjs';

// Tests obey as well: one that reaches across a boundary has found a boundary that does not hold. The rules
// that every history keeps, in durable/test, are the one thing that tests on both sides share.
const mayImport: [folder: string, ...allowed: string[]][] = [
  ['protocol/', 'protocol/'],
  ['client/', 'client/', 'protocol/'],
  ['durable/room/', 'durable/room/', 'protocol/'],
  ['durable/storage/', 'durable/storage/', 'durable/room/', 'protocol/'],
  ['durable/', 'durable/', 'protocol/'],
  ['apps/', 'apps/', 'client/', 'protocol/'],
  ['e2e/', 'e2e/', 'bin/', 'protocol/limits.ts'],
  ['bench/', 'bench/', 'bin/', 'durable/', 'protocol/'],
  ['faults/', 'faults/', 'bin/', 'client/', 'durable/', 'protocol/'],
  ['bin/', 'bin/'],
];

const aboutSockets = new Set(['durable/attachment.ts', 'durable/connections.ts', 'durable/sockets.ts']);

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

test('rules, requests and admission reach people through the audience: they see no socket', () => {
  const seeing = code
    .filter((file) => file.startsWith('durable/') && !isOfTests(file))
    .filter((file) => importsOf(file, read(file)).some((imported) => aboutSockets.has(imported)));
  expect(seeing.sort()).toEqual([
    'durable/connections.ts',
    'durable/conversation.ts',
    'durable/first-traces.ts',
    'durable/ghost-watch.ts',
    'durable/room-object.ts',
    'durable/sockets.ts',
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
