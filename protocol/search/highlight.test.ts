import { describe, expect, test } from 'vitest';
import { spansOf } from './highlight.ts';
import { phraseOf } from './tokens.ts';

const marked = (text: string, ...typed: string[]) => {
  const phrases = typed.flatMap((one) => phraseOf(one) ?? []);
  return spansOf(phrases, text)
    .toReversed()
    .reduce((all, { from, to }) => `${all.slice(0, from)}[${all.slice(from, to)}]${all.slice(to)}`, text);
};

describe('F1 what was looked for stands out', () => {
  test.each<[string, string[], string]>([
    ['Die Crème ist aus', ['creme'], 'Die [Crème] ist aus'],
    ['the deployment of deploys', ['deploy'], 'the [deployment] of [deploys]'],
    ['今天天气很好', ['天气'], '今天[天气]很好'],
    ['今天天气很好', ['天'], '今[天天]气很好'],
    ['今天', ['天'], '今[天]'],
    ['Große Straße 3', ['strasse', '3'], 'Große [Straße] [3]'],
    ['ｆｕｌｌ width', ['full'], '[ｆｕｌｌ] width'],
    ['新しいｶﾒﾗ', ['カメラ'], '新しい[ｶﾒﾗ]'],
    ['ﬁne ﬁsh', ['fish'], 'ﬁne [ﬁsh]'],
    ['a great 👍🏽 day', ['👍'], 'a great [👍]🏽 day'],
    ['tea and more tea', ['tea'], '[tea] and more [tea]'],
    ['tea cake', ['tea', 'tea cake'], '[tea cake]'],
    ['शुभ हिन्दी दिवस', ['हिन्दी'], 'शुभ [हिन्दी] दिवस'],
    ['nothing', ['tea'], 'nothing'],
    ['e\u0301tude', ['étude'], '[e\u0301tude]'],
  ])('%s by %j', (text, typed, expected) => {
    expect(marked(text, ...typed)).toBe(expected);
  });
});
