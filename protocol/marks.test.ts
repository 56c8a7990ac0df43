import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { hasTooManyMarks } from './marks.ts';
import { isRoomName, roomNameFrom, tidyName, tidyText } from './words.ts';

// Words with the most marks a letter of their script has, in everyday, learned and sacred use.
const words = {
  Burmese: ['မျှော်လင့်ပါတယ်', 'လျှော့စျေး', 'မျှော်', 'မျှော့', 'မြို့', 'ကျွန်ုပ်', 'ညွှန့်'],
  Shan: ['ၶႅၼ်ႇမၢၵ်ႈမၢင်ႈ', 'လိၵ်ႈတႆး'],
  Tibetan: ['ཨོཾ་མ་ཎི་པདྨེ་ཧཱུྃ', 'ཧྐྵྨླྺྃ', 'སཾསྐྲྀཏ', 'རྐྱེན'],
  Thai: ['ที่นี่มีผู้ใหญ่บ้าน', 'น้ำ', 'กตัญญู', 'ฟื้น'],
  Lao: ['ເຂົ້າໜຽວ', 'ປີ້ນ', 'ຜູ້ໃຫຍ່'],
  Khmer: ['ស្ត្រី', 'ភាសាខ្មែរ', 'ជំនួយ', 'អាស៊ូ'],
  Vietnamese: ['Nguyễn', 'Nguyê\u0303n', 'được', 'Việt'],
  Yoruba: ['ọ̀rọ̀', 'ẹ̀kọ́', 'ṣẹ́gun'],
  Lithuanian: ['ą́žuolas', 'i\u0307\u0301'],
  Hebrew: ['בְּרֵאשִׁ֖ית', 'תִּרְצָ֖֣ח', 'הַשָּׁ֣מַיִם', 'שָּֽׁ֑'],
  Arabic: ['ٱلرَّحْمَـٰنِ', 'عَرَبِيّ', 'لِلَّٰهِ', 'پھِلِپایِٔن'],
  Syriac: ['ܡܲܠܟ݁ܘܼܬ݂ܵܐ', 'ܐܡܝܪ̈ܘܬܐ'],
  Thaana: ['ދިވެހިބަސް'],
  Devanagari: ['हिन्दी', 'र्त्स्न्य', 'ज़ुआंग', 'श्रृं', 'ॐ'],
  Bengali: ['কিকুয়ু', 'স্ত্রী', 'জ্যোৎস্না'],
  Gurmukhi: ['ਜ਼ੋਂਗਖਾ', 'ਪੰਜਾਬੀ'],
  Gujarati: ['ગુજરાતી', 'કૈંગાંગ'],
  Odia: ['ଓଡ଼ିଆ', 'ସ୍ତ୍ରୀ'],
  Tamil: ['ஸ்ரீ', 'தமிழ்'],
  Telugu: ['స్త్రీ', 'అజర్బైజాని'],
  Kannada: ['ಸ್ತ್ರೀ', 'ಜೋಂಗ್‌ಖಾ'],
  Malayalam: ['സ്ത്രീ', 'ദ്‌സോങ്ക'],
  Sinhala: ['ශ්‍රී', 'ක්‍ෂේත්‍රය'],
  Chakma: ['𑄟𑄧𑄢𑄧𑄇𑄧𑄧𑄱𑄚𑄴'],
  Javanese: ['ꦧꦱꦗꦮ', 'ꦏꦿꦶꦁ'],
  Balinese: ['ᬩᬲᬩᬮᬶ', 'ᬓ᭄ᬭᬶᬂ'],
  'Tai Tham': ['ᨲᩫ᩠ᩅᨾᩮᩬᩥᨦ'],
  'N’Ko': ['ߊߝߙߌߞߊ߲߯', 'ߒߞߏ'],
  Adlam: ['𞤕𞤭𞤤𞤫𞥊𞥅'],
  Mongolian: ['ᠮᠣᠩᠭᠣᠯ᠎ᠠ', 'ᠪᠠᠷᠠᠭ᠋ᠤᠨ'],
  Japanese: ['は\u3099', 'ゾンカ語'],
  Korean: ['한국어', '\u1112\u1161\u11ab'],
  phonetics: ['n̥̩̂', 'ɔ̃́ː', 't̪͡s̪'],
  emoji: ['1\ufe0f\u20e3', '👩‍🚀', '❤️‍🔥', '🏳️‍⚧️'],
};

describe('N2 no living script has too many marks', () => {
  test.each(Object.entries(words))('%s', (_, list) => {
    for (const word of list) {
      for (const form of [word, word.normalize('NFC'), word.normalize('NFD')]) {
        expect([word, hasTooManyMarks(form)]).toEqual([word, false]);
      }
      expect(tidyText(word)).toEqual({ text: word });
      expect(tidyName(word)).toHaveProperty('name');
    }
  });

  // The runtime's own tables name languages, places and currencies in every language that it knows.
  test('nor has any of the names of languages, places and currencies', () => {
    const codes = 'abcdefghijklmnopqrstuvwxyz'.split('');
    const pairs = codes.flatMap((one) => codes.map((other) => one + other));
    const locales = Intl.DisplayNames.supportedLocalesOf([...pairs, 'chr', 'ff-Adlm', 'mni', 'nqo', 'syr']);
    const refused = locales.flatMap((locale) =>
      (['language', 'region', 'currency'] as const).flatMap((type) => {
        const names = new Intl.DisplayNames(locale, { type, fallback: 'none' });
        const known =
          type === 'currency'
            ? Intl.supportedValuesOf('currency')
            : pairs.map((pair) => (type === 'region' ? pair.toUpperCase() : pair));
        return known
          .flatMap((code) => names.of(code) ?? [])
          .filter((name) => [name, name.normalize('NFD')].some(hasTooManyMarks));
      }),
    );
    expect(locales.length).toBeGreaterThan(80);
    expect(refused).toEqual([]);
  });

  test.each(['မျှော်လင့်', 'ဧည့်ခန်း', 'བོད་སྐད'])('N6 and a room can be called %s', (typed) => {
    const name = roomNameFrom(typed);
    expect(name !== undefined && isRoomName(name)).toBe(true);
  });
});

describe('N2 what stacks more is refused', () => {
  const most = limits.marksOnALetter;
  const mostOfASyllable = limits.marksOfASyllable;
  test.each<[string, string, number]>([
    ['an accent', '\u0301', most],
    ['a stroke', '\u0335', most],
    ['a tone of Thai', '\u0e49', most],
    ['a vowel of Arabic', '\u064e', most],
    ['a ring around', '\u20dd', most],
    ['a point of Hebrew', '\u05b8', mostOfASyllable],
    ['a subjoined letter of Tibetan', '\u0f90', mostOfASyllable],
  ])('%s', (_, mark, count) => {
    expect(hasTooManyMarks(`a${mark.repeat(count)}b`)).toBe(false);
    expect(hasTooManyMarks(`a${mark.repeat(count + 1)}b`)).toBe(true);
  });

  test.each<[string, string]>([
    ['joiners', '\u200d'],
    ['variation selectors', '\ufe0f'],
    ['the mark that joins graphemes', '\u034f'],
    ['spacing marks', '\u0903'],
    ['marks that build a syllable', '\u05b8'],
  ])('%s between the marks do not hide them', (_, between) => {
    expect(hasTooManyMarks(`a${`\u0301${between}`.repeat(most + 1)}`)).toBe(true);
  });
});
