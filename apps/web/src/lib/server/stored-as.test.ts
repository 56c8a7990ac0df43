import { describe, expect, test } from 'vitest';
import { isStoredAs } from './stored-as.ts';

const bo = { id: 'bo-00000000', name: 'Bo', kind: 'guest' } as const;
const boMaria = { id: 'bo-maria-00', name: 'Bo Maria', kind: 'guest' } as const;

describe('U2 T6 what is sent once more is what was said', () => {
  test.each([
    ['as it is', 'hi', { text: 'hi' }],
    ['tidied', ' hi \r\n', { text: ' hi' }],
    ['with a mention', 'hi @Bo', { text: 'hi <@bo-00000000>', mentions: [bo] }],
    [
      'with several',
      '@Bo Maria, @bo and @Cai',
      { text: '<@bo-maria-00>, <@bo-00000000> and @Cai', mentions: [boMaria, bo] },
    ],
    ['with a mention of nobody', 'hi <@nobody-0000>', { text: 'hi <@nobody-0000>' }],
    ['with a call', '@here, hi @Bo', { text: '<@here>, hi <@bo-00000000>', mentions: [bo] }],
    ['with one by somebody who may not call', '@here, hi', { text: '@here, hi' }],
    ['with one by them beside a mention', '@here, @Bo', { text: '@here, <@bo-00000000>', mentions: [bo] }],
    [
      'with one that was typed as it is stored',
      '<@bo-00000000> and @Bo',
      { text: '<@bo-00000000> and @Bo', mentions: [bo] },
    ],
  ])('%s', (_, typed, stored) => {
    expect(isStoredAs(typed, stored)).toBe(true);
  });

  test.each([
    ['other words', 'ho', { text: 'hi' }],
    ['another name', 'hi @Cai', { text: 'hi <@bo-00000000>', mentions: [bo] }],
    ['one more name', 'hi @Bo @Bo', { text: 'hi <@bo-00000000>', mentions: [bo] }],
    ['no call', 'hi', { text: '<@here> hi' }],
    ['nothing', ' ', { text: '' }],
  ])('and not %s', (_, typed, stored) => {
    expect(isStoredAs(typed, stored)).toBe(false);
  });
});
