import { describe, expect, test } from 'vitest';
import type { Message } from '../protocol/message.ts';
import type { ActBody } from '../protocol/up.ts';
import { check } from './check.ts';
import type { Fate, NotedAct, RunHistory, StoredPlace } from './history.ts';

const ana = 'ana-0000000000';
const bo = 'bo-00000000000';
const sent: Fate = { is: 'sent' };

/** Ana says two things, edits the first and deletes the second; two pages show it, and all is well. */
function goodHistory(): RunHistory {
  const acts = [
    act(1, { t: 'say', text: 'one' }),
    act(2, { t: 'say', text: 'two' }),
    act(3, { t: 'edit', message: ref(1), text: 'one, better' }),
    act(4, { t: 'delete', message: ref(2) }),
  ];
  const places = [place(1), place(2), place(3, 1), place(4, 2)];
  const fresh: Message[] = [
    { ...message(1, 'one, better'), changed: 3, editedAt: 3 },
    { ...message(2, ''), changed: 4, deleted: true },
  ];
  const views = ['ana-1', 'bo-1'].map((page) => ({ page, messages: fresh, pins: [1], threads: [] }));
  return {
    acts,
    places,
    fresh,
    views,
    quotes: [],
    pins: [1],
    pinned: new Map([[id(1), 'pinned']]),
    people: { [ana]: ['Ana', 'Ana Maria'], [bo]: ['Bo'] },
    told: [message(1, 'one'), message(2, 'two'), ...fresh],
    mayBeLost: new Set(),
  };
}

const act = (n: number, body: ActBody, outcome: Fate = sent, page = 'ana-1'): NotedAct => ({
  id: id(n),
  by: ana,
  page,
  outcome,
  ...body,
});
const place = (seq: number, of: number | null = null, n = seq): StoredPlace => ({
  seq,
  id: id(n),
  by: ana,
  of,
  root: null,
});
const message = (seq: number, text: string): Message => ({
  seq,
  id: id(seq),
  by: { id: ana, name: 'Ana', kind: 'guest' },
  text,
  at: seq,
});
const id = (n: number) => `act-${String(n).padStart(8, '0')}`;
const ref = (seq: number) => ({ seq, id: id(seq) });

/** What `check` finds when this much of a good history is otherwise. */
function found(change: (good: RunHistory) => Partial<RunHistory>): string {
  const good = goodHistory();
  return check({ ...good, ...change(good) }).join('\n');
}

describe('the check of a run', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(check(goodHistory())).toEqual([]);
  });

  test('lets what was confirmed be lost, and changes of it be refused, when the room was restored after that', () => {
    const lost = act(5, { t: 'say', text: 'lost' });
    const late = act(
      6,
      { t: 'edit', message: ref(5), text: 'x' },
      { is: 'failed', reason: 'no-such-message' },
    );
    const with_ = ({ acts }: RunHistory) => ({ acts: [...acts, lost, late] });
    expect(found((good) => ({ ...with_(good), mayBeLost: new Set([lost.id]) }))).toBe('');
    expect(found(with_)).toMatch(/“lost”.*is not in the room/);
    expect(found(with_)).toMatch(/edit of 5 “x”.* was refused as “no-such-message” without a reason/);
    // What is there must be there once all the same.
    const twice = ({ places }: RunHistory) => ({
      places: [...places, place(5, null, 1)],
      mayBeLost: new Set([id(1)]),
    });
    expect(found(twice)).toMatch(/is in the room 2 times/);
  });

  test.each<[what: string, change: (good: RunHistory) => Partial<RunHistory>, sentence: RegExp]>([
    [
      'a message that was reported sent and is not there',
      ({ acts }) => ({ acts: [...acts, act(5, { t: 'say', text: 'lost' })] }),
      /“lost”.* was reported sent, and is not in the room/,
    ],
    [
      'an edit that was reported sent and never happened',
      ({ acts }) => ({ acts: [...acts, act(5, { t: 'edit', message: ref(1), text: 'lost' })] }),
      /edit of 1 “lost”.* was reported sent, and is not in the room/,
    ],
    [
      'an act that stands there twice',
      ({ places }) => ({ places: [...places, place(5, null, 1)] }),
      /“one”.* is in the room 2 times/,
    ],
    [
      'an act that is still unsent',
      ({ acts }) => ({ acts: [...acts, act(5, { t: 'say', text: 'waits' }, { is: 'pending' })] }),
      /“waits”.* is still unsent/,
    ],
    [
      'an act that was refused and is there',
      ({ acts }) => ({
        acts: acts.with(0, act(1, { t: 'say', text: 'one' }, { is: 'failed', reason: 'deleted' })),
      }),
      /“one”.* was refused, and yet is in the room/,
    ],
    [
      'a pin that was confirmed and is not there',
      ({ views }) => ({ pins: [], views: views.map((view) => ({ ...view, pins: [] })) }),
      /Message 1 was pinned last, and is not pinned/,
    ],
    [
      'a pin of what was deleted',
      ({ views }) => ({ pins: [2, 1], views: views.map((view) => ({ ...view, pins: [2, 1] })) }),
      /Message 2 is pinned, and does not stand/,
    ],
    [
      'a page with other pins',
      ({ views }) => ({ views: views.map((view, i) => (i === 0 ? { ...view, pins: [] } : view)) }),
      /ana-1 shows nothing as pinned where a fresh load shows 1/,
    ],
    [
      'a reply that is none any more',
      ({ acts }) => ({ acts: acts.with(0, act(1, { t: 'say', text: 'one', reply: ref(2) })) }),
      /A fresh load has message 1 reply to nothing instead of 2/,
    ],
    [
      'a quote with the words of before',
      () => ({ quotes: [{ page: 'ana-1', reply: 1, quoted: message(1, 'one') }] }),
      /ana-1 quotes message 1 as “one”, which stands as “one, better”/,
    ],
    [
      'a quote of what was deleted',
      () => ({ quotes: [{ page: 'ana-1', reply: 2, quoted: message(2, '') }] }),
      /ana-1 quotes message 2/,
    ],
    [
      'a reply without anything to quote',
      () => ({ quotes: [{ page: 'ana-1', reply: 1, quoted: undefined }] }),
      /ana-1 quotes message 1 as “undefined”/,
    ],
    [
      'a refusal without a reason',
      ({ acts }) => ({
        acts: [...acts, act(5, { t: 'say', text: 'no' }, { is: 'failed', reason: 'too-old' })],
      }),
      /“no”.* was refused as “too-old” without a reason/,
    ],
    [
      'a message that nobody said',
      ({ acts }) => ({ acts: acts.slice(1) }),
      /Message 1 .* was said by nobody/,
    ],
    [
      'a change that nobody made',
      ({ acts }) => ({ acts: acts.slice(0, 3) }),
      /StoredPlace 4 holds .*, which nobody did/,
    ],
    [
      'what one page did in another order',
      ({ acts }) => ({ acts: [acts[1], acts[0], acts[2], acts[3]].filter((one) => one !== undefined) }),
      /“one”.* stands at 1, before .*“two”.* at 2, which was done earlier/,
    ],
    [
      'a hole in the order',
      ({ places }) => ({ places: places.slice(0, 2).concat(place(4, 2)) }),
      /Nothing stands at 3/,
    ],
    [
      'a place that was given out twice',
      ({ places }) => ({ places: places.toSpliced(2, 0, place(2, 1, 3)) }),
      /StoredPlace 2 was given out twice/,
    ],
    [
      'words that are not those of the last edit',
      ({ fresh }) => ({ fresh: fresh.map((one) => (one.seq === 1 ? { ...one, text: 'one' } : one)) }),
      /Message 1 reads “one” instead of “one, better”/,
    ],
    [
      'a deletion that left the words',
      ({ fresh }) => ({ fresh: fresh.map((one) => (one.seq === 2 ? { ...one, text: 'two' } : one)) }),
      /Message 2 reads “two” instead of “”/,
    ],
    [
      'a stored message that is not shown',
      ({ fresh }) => ({ fresh: fresh.slice(1) }),
      /Message 1 is stored, and is not shown/,
    ],
    [
      'a page that lacks a message',
      ({ fresh }) => ({ views: [{ page: 'bo-1', messages: fresh.slice(0, 1), pins: [1], threads: [] }] }),
      /bo-1 shows nothing where a fresh load shows .*"seq":2/,
    ],
    [
      'a page that missed an edit',
      ({ fresh }) => ({
        views: [{ page: 'bo-1', messages: [message(1, 'one'), ...fresh.slice(1)], pins: [1], threads: [] }],
      }),
      /bo-1 shows .*"text":"one",.* where a fresh load shows .*"text":"one, better"/,
    ],
    [
      'a message that a page was told of and that is not there',
      ({ told }) => ({ told: [...told, message(5, 'a ghost')] }),
      /was told of .*a ghost.*, which is not in the room/,
    ],
    [
      'a change that a page was told of and that is not there',
      ({ told }) => ({ told: [...told, { ...message(1, 'a ghost'), changed: 7 }] }),
      /was told of a change of 1 at 7, where there is none/,
    ],
    [
      'two pages that were told different things',
      ({ told }) => ({ told: [...told, message(1, 'other words')] }),
      /Two pages were told of 1 as of 1/,
    ],
  ])('finds %s', (_, change, sentence) => {
    expect(found(change)).toMatch(sentence);
  });

  describe('Y1 Y4 of threads', () => {
    const person = { id: ana, name: 'Ana', kind: 'guest' } as const;
    /** Ana answers her first message in its thread twice, and takes the first answer back. */
    const inThreads = (
      change: (made: {
        root: Message;
        gone: Message;
        reply: Message;
        shown: readonly Message[];
        thread: readonly Message[];
      }) => { fresh?: readonly Message[]; shown?: readonly Message[]; thread?: readonly Message[] },
    ) =>
      found((good) => {
        const [one, two] = good.fresh as [Message, Message];
        const root: Message = { ...one, thread: { seq: 7, n: 1, by: [person], at: 6 } };
        const gone: Message = { ...message(5, ''), inThread: 1, changed: 7, deleted: true };
        const reply: Message = { ...message(6, 'six'), inThread: 1 };
        const shown = [root, two];
        const thread = [root, gone, reply];
        const made = { root, gone, reply, shown, thread };
        const changed = { fresh: [root, two, gone, reply], shown, thread, ...change(made) };
        return {
          acts: [
            ...good.acts,
            act(5, { t: 'say', text: 'five', inThread: ref(1) }),
            act(6, { t: 'say', text: 'six', inThread: ref(1) }),
            act(7, { t: 'delete', message: ref(5) }),
          ],
          places: [...good.places, { ...place(5), root: 1 }, { ...place(6), root: 1 }, place(7, 5)],
          fresh: changed.fresh,
          told: [],
          views: [
            {
              page: 'ana-1',
              messages: changed.shown,
              pins: [1],
              threads: [{ root: 1, messages: changed.thread }],
            },
          ],
        };
      });

    test('finds nothing where they are as they were made', () => {
      expect(inThreads(() => ({}))).toBe('');
    });

    test.each<[string, Parameters<typeof inThreads>[0], RegExp]>([
      [
        'what stands in the room and was said in a thread',
        ({ shown, reply }) => ({ shown: [...shown, reply] }),
        /ana-1 shows .*six.* where a fresh load shows nothing/,
      ],
      [
        'what stands in another place than it was said in',
        ({ root, shown, gone, reply }) => ({
          fresh: [root, ...shown.slice(1), gone, { ...reply, also: true }],
        }),
        /Message 6 stands in the thread of 1 and in the room instead of in the thread of 1/,
      ],
      [
        'a reply that is counted although it is gone',
        ({ root, shown, gone, reply }) => {
          const wrong = { ...root, thread: { seq: 7, n: 2, by: [person], at: 6 } };
          return { fresh: [wrong, ...shown.slice(1), gone, reply] };
        },
        /On message 1 hangs .*"n":2.* instead of .*"n":1/,
      ],
      [
        'a page that counts otherwise',
        ({ root, shown }) => ({
          shown: [{ ...root, thread: { seq: 7, n: 3, by: [person], at: 6 } }, ...shown.slice(1)],
        }),
        /ana-1 has 3 by .* hang on message 1 instead of 1 by/,
      ],
      [
        'a page that lacks a reply in a thread which it follows',
        ({ thread }) => ({ thread: thread.slice(0, 2) }),
        /ana-1 shows the thread of 1 as .* instead of .*6: six/,
      ],
    ])('finds %s', (_, change, sentence) => {
      expect(inThreads(change)).toMatch(sentence);
    });
  });

  describe('T7 of whom messages mention', () => {
    const text = `<@${ana}> <@nobody-00000> <@${bo}> \`<@${bo}>\``;
    const ofAna = { id: ana, name: 'Ana', kind: 'guest' } as const;
    const ofBo = { id: bo, name: 'Bo', kind: 'guest' } as const;
    /** Ana says that as her third message, and Bo something before it if he is known by then. */
    const mentioning = (
      mentions: Message['mentions'],
      known: 'before' | 'later' = 'before',
      where = anywhere,
    ) =>
      found((good) => {
        const [boSays, anaSays] = known === 'before' ? [5, 6] : [6, 5];
        const said = { ...message(anaSays, text), id: id(60) };
        const mention = (one: Message, isHere: boolean): Message =>
          isHere && mentions ? { ...one, mentions } : { ...one, mentions: [ofAna, ofBo] };
        const boSaid = { ...message(boSays, 'bo'), by: ofBo };
        const all = (isHere: boolean) =>
          [...good.fresh, boSaid, mention(said, isHere)].sort((a, b) => a.seq - b.seq);
        return {
          acts: [
            ...good.acts,
            { ...act(boSays, { t: 'say', text: 'bo' }, sent, 'bo-1'), by: bo },
            { ...act(60, { t: 'say', text }) },
          ],
          places: [...good.places, { ...place(boSays), by: bo }, place(anaSays, null, 60)].sort(
            (a, b) => a.seq - b.seq,
          ),
          fresh: all(where.fresh),
          views: [
            { page: 'ana-1', messages: all(where.views), pins: [1], threads: [] },
            {
              page: 'bo-1',
              isOlder: true,
              pins: [],
              threads: [],
              messages: all(false).map(({ mentions: _, ...one }) => one),
            },
          ],
          told: [...good.told, mention(said, where.told)],
        };
      });
    const anywhere = { fresh: true, views: true, told: true };

    test('finds nothing where they are those in the text whom the room knows, by a name they had', () => {
      expect(mentioning([ofAna, ofBo])).toBe('');
      expect(mentioning([{ ...ofAna, name: 'Ana Maria' }, ofBo])).toBe('');
    });

    test('lets a page lack whom the room came to know later, and not a fresh load', () => {
      const told = { fresh: false, views: true, told: true };
      expect(mentioning([ofAna], 'later', told)).toBe('');
      expect(mentioning([ofAna], 'later')).toMatch(
        /A fresh load has message 5 as of 5 mention ana-\d+ instead of ana-\d+, bo-/,
      );
      expect(mentioning([ofAna], 'before', told)).toMatch(
        /ana-1 has message 6 as of 6 mention ana-\d+ instead of/,
      );
    });

    test.each<[string, Message['mentions'], RegExp]>([
      [
        'somebody who is not in the text',
        [ofAna, ofBo, { ...ofBo, id: 'eve-0000000000' }],
        /mention .*eve-\d+ instead of/,
      ],
      ['nobody', [ofAna, { ...ofBo, id: 'nobody-00000' }, ofBo], /mention .*nobody.* instead of/],
      ['somebody twice', [ofAna, ofBo, ofBo], /mention .*bo-\d+, bo-\d+ instead of/],
      ['another order', [ofBo, ofAna], /mention bo-\d+, ana-\d+ instead of ana-/],
      ['another name', [ofAna, { ...ofBo, name: 'Ana' }], /call bo-\d+ “Ana”, as they were never called/],
    ])('finds %s, in a fresh load, on a page and where it is told', (_, mentions, sentence) => {
      for (const where of ['fresh', 'views', 'told'] as const) {
        expect(
          mentioning(mentions, 'before', { fresh: false, views: false, told: false, [where]: true }),
        ).toMatch(sentence);
      }
    });
  });

  test.each<[what: string, acts: NotedAct[]]>([
    ['an act that its page did not live to keep', [act(5, { t: 'say', text: 'gone' }, { is: 'cut short' })]],
    ['an edit to the words that stood there', [act(5, { t: 'edit', message: ref(1), text: 'one' })]],
    ['a second deletion', [act(5, { t: 'delete', message: ref(2) })]],
    [
      'an edit of what was deleted',
      [act(5, { t: 'edit', message: ref(2), text: 'late' }, { is: 'failed', reason: 'deleted' })],
    ],
    [
      'an edit that lost to a deletion on another page',
      [
        act(5, { t: 'edit', message: ref(1), text: 'late' }, { is: 'failed', reason: 'deleted' }, 'ana-2'),
        act(6, { t: 'delete', message: ref(1) }, { is: 'cut short' }),
      ],
    ],
  ])('has nothing against %s', (_, more) => {
    expect(found(({ acts }) => ({ acts: [...acts, ...more] }))).toBe('');
  });
});
