import { describe, expect, test } from 'vitest';
import { closeCodes } from './close-codes.ts';
import { limits } from './limits.ts';
import { parseDown, parseUp } from './parse.ts';
import { protocolVersion } from './version.ts';

const hello = { t: 'hello', v: protocolVersion, since: 0 };
const say = { t: 'say', id: 'abcdefghij', text: 'hi', after: 0 };
const message = { seq: 1, id: 'abcdefghij' };
const edit = { t: 'edit', id: 'klmnopqrst', message, text: 'ho', after: 1 };
const remove = { t: 'delete', id: 'klmnopqrst', message, after: 1 };
const page = { t: 'page', before: 1 };
const cancel = { t: 'cancel', id: 'klmnopqrst' };
const parse = (frame: unknown) => parseUp(JSON.stringify(frame));

describe('P1 a frame from a client is one of six', () => {
  test.each([hello, say, edit, remove, page, cancel])('$t', (frame) => {
    expect(parse(frame)).toEqual({ up: frame });
  });

  test('and fields it does not know are left out', () => {
    expect(parse({ ...say, colour: 'red' })).toEqual({ up: say });
  });
});

describe('P13 an act of a kind that is not known', () => {
  const dance = { t: 'dance', id: 'klmnopqrst', after: 1 };

  test('is told apart from a broken frame', () => {
    expect(parse({ ...dance, step: 2 })).toEqual({ unknown: dance });
  });

  test.each<[string, object]>([
    ['without an id', { t: 'dance', after: 1 }],
    ['without what its author had seen', { t: 'dance', id: 'klmnopqrst' }],
    ['of a kind that is known, and wrong', { ...say, text: 7 }],
  ])('%s it is broken', (_, frame) => {
    expect(parse(frame)).toEqual({ broken: closeCodes.notOfTheProtocol });
  });
});

describe('P2 a broken frame says how its socket is closed', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['words', 'hello'],
    ['half a frame', '{"t":"say"'],
    ['two frames', '{"t":"page","before":1}{"t":"page","before":1}'],
    ['a heartbeat with a blank, which the runtime does not answer', 'ping '],
  ])('not JSON: %s', (_, frame) => {
    expect(parseUp(frame)).toEqual({ broken: closeCodes.notJson });
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a number', 7],
    ['a list', [say]],
    ['no type', { before: 1 }],
    ['an unknown type', { t: 'shout', text: 'hi' }],
    ['a type of the other direction', { t: 'left', person: 'abcdefghij' }],
    ['a hello without a version', { t: 'hello', since: 0 }],
    ['a version in words', { ...hello, v: '1' }],
    ['a negative since', { ...hello, since: -1 }],
    ['a since beyond what a number holds', { ...hello, since: 2 ** 53 }],
    ['a say without an id', { ...say, id: undefined }],
    ['a short id', { ...say, id: 'abcdefghi' }],
    ['a long id', { ...say, id: 'a'.repeat(37) }],
    ['an id with other characters', { ...say, id: 'abcdefghi!' }],
    ['an id that ends in a line break', { ...say, id: 'abcdefghij\n' }],
    ['a text that is a list', { ...say, text: ['hi'] }],
    ['a say that has seen half a message', { ...say, after: 0.5 }],
    ['an edit of nothing', { ...edit, message: undefined }],
    ['an edit of a message without its id', { ...edit, message: { seq: 1 } }],
    ['an edit of a message without its place', { ...edit, message: { id: 'abcdefghij' } }],
    ['an edit without words', { ...edit, text: undefined }],
    ['a deletion without an id', { ...remove, id: undefined }],
    ['a deletion that has seen nothing', { ...remove, after: undefined }],
    ['a page before nothing', { t: 'page' }],
    ['a page before a negative seq', { t: 'page', before: -1 }],
    ['a page before a fraction', { t: 'page', before: 1.5 }],
    ['a page before a word', { t: 'page', before: '1' }],
  ])('not of the protocol: %s', (_, frame) => {
    expect(parse(frame)).toEqual({ broken: closeCodes.notOfTheProtocol });
  });

  test('not of the protocol: as many lists in lists as fit', () => {
    const depth = limits.frameBytes / 2;
    expect(parseUp('['.repeat(depth) + ']'.repeat(depth))).toEqual({ broken: closeCodes.notOfTheProtocol });
  });

  test('binary', () => {
    expect(parseUp(new ArrayBuffer(2))).toEqual({ broken: closeCodes.binary });
  });
});

describe('P3 size is counted in bytes of UTF-8, before anything is parsed', () => {
  const frameOf = (bytes: number) =>
    `${JSON.stringify(page)}${' '.repeat(bytes - JSON.stringify(page).length)}`;

  test('a frame as long as the limit is heard', () => {
    expect(parseUp(frameOf(limits.frameBytes))).toEqual({ up: page });
  });

  test('one byte more is too large', () => {
    expect(parseUp(frameOf(limits.frameBytes + 1))).toEqual({ broken: closeCodes.tooLarge });
  });

  test.each([
    ['two', 'é', 2],
    ['three', '語', 3],
    ['four', '🌙', 4],
  ])('a letter of %s bytes counts as that many', (_, letter, bytes) => {
    const most = Math.floor((limits.frameBytes - 2) / bytes);
    expect(parseUp(`"${letter.repeat(most)}"`)).toEqual({ broken: closeCodes.notOfTheProtocol });
    expect(parseUp(`"${letter.repeat(most + 1)}"`)).toEqual({ broken: closeCodes.tooLarge });
  });

  test('a frame that is too large is not parsed, be it JSON or not', () => {
    expect(parseUp('{'.repeat(limits.frameBytes + 1))).toEqual({ broken: closeCodes.tooLarge });
  });
});

describe('P4 another version is noticed before the rest of its hello', () => {
  test.each([0, protocolVersion + 1, -1, 1.5])('version %d', (v) => {
    expect(parse({ t: 'hello', v, since: 'unknown to us' })).toEqual({ broken: closeCodes.wrongVersion });
  });
});

describe('P5 a frame from a room is checked as well', () => {
  const by = { id: 'abcdefghij', name: 'Ana', kind: 'guest' };
  const said = { t: 'said', message: { seq: 1, id: 'klmnopqrst', by, text: 'hi', at: 0 } };

  test('a list of events is taken', () => {
    expect(parseDown(JSON.stringify([said, { t: 'left', person: by.id, here: 0 }]))).toHaveLength(2);
    expect(parseDown('[]')).toEqual([]);
  });

  test('P12 of an event of a kind that is not known there is no more than its place', () => {
    const danced = { t: 'danced', seq: 2, id: 'klmnopqrst', step: 2 };
    const { step, ...place } = danced;
    const events = [said, danced, { t: 'hummed' }, { ...said, mood: 'good' }];
    const read = [said, { unknown: place }, { unknown: { t: 'hummed' } }, said];
    expect(parseDown(JSON.stringify(events))).toEqual(read);
  });

  test('P12 a reason that is not known is read as one', () => {
    const refused = { t: 'refused', sentence: 'No.', of: { t: 'say', id: 'klmnopqrst' } };
    const read = parseDown(JSON.stringify([{ ...refused, reason: 'bored' }]));
    expect(read).toEqual([{ ...refused, reason: 'unknown' }]);
  });

  test.each<[string, unknown]>([
    ['no JSON', 'pong'],
    ['an event of no kind', JSON.stringify([{ seq: 2, id: 'klmnopqrst' }])],
    ['an unknown event with a place that is none', JSON.stringify([{ t: 'danced', seq: -1 }])],
    ['an event that is no list', JSON.stringify(said)],
    ['one broken event among good ones', JSON.stringify([said, { t: 'left' }])],
    ['bytes', new ArrayBuffer(2)],
    ['nothing', undefined],
  ])('%s is broken', (_, frame) => {
    expect(parseDown(frame)).toBeUndefined();
  });
});
