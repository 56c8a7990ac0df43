import { describe, expect, test } from 'vitest';
import { afterClose, closeCodes, retryAfterMs, retryAfterReason } from './close-codes.ts';
import { closeSentences } from './close-sentences.ts';
import { limits } from './limits.ts';
import { httpReasons, refusalSentences, wireReasons } from './refusals.ts';

const all = Object.entries(closeCodes);

describe('P6 every way to be closed has its own code and a sentence', () => {
  test('no code is used twice', () => {
    expect(new Set(all.map(([, { code }]) => code)).size).toBe(all.length);
  });

  test.each(all)('%s is a code that a server may send', (_, { code }) => {
    expect([1003, 1009, 1011, 1013].includes(code) || (code >= 4000 && code <= 4999)).toBe(true);
  });

  test.each(all)('the sentence of %s fits into a close frame', (_, { code }) => {
    const sentence = closeSentences[code];
    expect(new TextEncoder().encode(sentence).length).toBeLessThanOrEqual(123);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

describe('P7 the code says what a client does next', () => {
  test.each(all)('after %s', (_, { code, then }) => {
    expect(afterClose(code)).toBe(then);
  });

  test.each([1000, 1001, 1005, 1006, 1012, 1015, 3000, 4999])(
    'and %d, which is not ours, deserves a retry',
    (code) => {
      expect(afterClose(code)).toBe('retry');
    },
  );
});

describe('P11 a close reason can ask to be left alone for some seconds', () => {
  test('in the words of the HTTP header', () => {
    expect(retryAfterReason(12)).toBe('Retry-After: 12');
    expect(retryAfterMs(retryAfterReason(12))).toBe(12_000);
  });

  test.each(['', 'Retry-After: ', 'Retry-After: -1', 'Retry-After: 1.5', 'Retry-After: 1234567', 'later'])(
    'and “%s” asks for nothing',
    (reason) => {
      expect(retryAfterMs(reason)).toBeUndefined();
    },
  );
});

describe('P8 every refusal has a sentence', () => {
  test.each([...wireReasons, ...httpReasons])('%s', (reason) => {
    expect(refusalSentences[reason]).toMatch(/^[A-Z].*\.$/);
  });

  test('and the sentences name the limits that hold', () => {
    expect(refusalSentences['too-long']).toContain(limits.messageLetters.toLocaleString('en'));
    expect(refusalSentences['too-long']).toContain(String(limits.nameLetters));
    for (const most of [limits.titleLetters, limits.topicLetters, limits.reasonLetters]) {
      expect(refusalSentences['too-long']).toMatch(new RegExp(`\\b${most}\\b`));
    }
    expect(limits.marksOnALetter).toBe(4);
    expect(refusalSentences['too-many-marks']).toContain('Four');
  });
});
