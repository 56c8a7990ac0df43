import { describe, expect, test } from 'vitest';
import { causeIn } from './give-up.mjs';

describe('O4 what a tool says of its failure is told in a sentence', () => {
  test.each([
    ['npm error code ENOSPC\nnpm error syscall write', 'The disk is full.'],
    ['E: Write error - write (28: No space left on device)', 'The disk is full.'],
    ['SQLITE_FULL: database or disk is full', 'The disk is full.'],
    ["Error: EACCES: permission denied, mkdir '/srv/lull'", '/srv/lull cannot be written.'],
    ["EROFS: read-only file system, open '/srv/lull/x'", '/srv/lull/x cannot be written.'],
    ["EEXIST: file already exists, mkdir '/srv/lull'", 'A file is where a folder would have to be.'],
    ['E: Could not get lock /var/lib/apt/lists/lock.', 'Another program is installing packages.'],
    ['npm error code ENOTFOUND', 'Is there a network?'],
    ['E: Failed to fetch … Temporary failure resolving ‘packages.example’', 'Is there a network?'],
  ])('%s', (output, sentence) => {
    expect(causeIn(output)).toContain(sentence);
  });

  test('and nothing is made up about any other', () => {
    expect(causeIn('src/worker.ts:1: Unexpected end of file')).toBeUndefined();
  });
});
