import { expect, test, vi } from 'vitest';
import { protocolVersion, versionBefore } from '$protocol/version.ts';

const load = () =>
  Promise.all([
    import('$protocol/parse.ts'),
    import('./outbox-row.ts'),
    import('$client/act-of.ts'),
    import('./drafts.ts'),
  ]);
const [parse, rows, acts] = await load();
vi.resetModules();
vi.doMock('valibot', () => import('./valibot.ts'));
const [ownParse, ownRows, ownActs, drafts] = await load();

const id = 'abcdefghij';
const ana = { id: 'ana-ana-ana', name: 'Ana', kind: 'claimed', role: 'owner' };
const gone = { id: 'gone-gone-gone', name: '', kind: 'guest', left: true };
const said = { seq: 4, id, by: ana, text: 'hi @Bo', mentions: [ana], at: 17 };
const deleted = { ...said, text: '', changed: 6, editedAt: 18, deleted: true, removedBy: gone };
const stretch = { after: 3, upTo: 6, upToId: id, messages: [said, deleted] };
const change = { message: { seq: 4, id }, seq: 6, text: 'ho', mentions: [ana], editedAt: 18 };
const settings = {
  title: 'Fern',
  topic: '',
  visibility: 'private',
  posting: 'guest',
  inviting: 'owner',
  locked: false,
  slowS: 5,
};

const down: object[] = [
  {
    t: 'welcome',
    at: 17,
    you: ana,
    here: 2,
    present: [ana, gone],
    ...stretch,
    changed: [change],
    forget: false,
    settings,
    mutedUntil: 5,
    report: 2,
  },
  { t: 'said', message: said },
  { t: 'changed', id, by: ana.id, ...change },
  { t: 'arrived', person: ana, here: 1 },
  { t: 'left', person: ana.id, here: 1 },
  { t: 'here', here: 400 },
  { t: 'settings', settings },
  { t: 'standing', mutedUntil: 5 },
  { t: 'reported', n: 3 },
  { t: 'paged', ...stretch },
  { t: 'refused', reason: 'too-fast', sentence: 'Wait.', retryAfterMs: 5, of: { t: 'say', id } },
  { t: 'refused', reason: 'no-such-page', sentence: 'No.', of: { t: 'page', before: 5 } },
  { t: 'danced', seq: 5, id, step: 2 },
];
const up: object[] = [
  { t: 'hello', v: protocolVersion, since: 3, sinceId: id },
  { t: 'say', id, after: 3, text: 'hi' },
  { t: 'edit', id, after: 3, message: { seq: 4, id }, text: 'ho' },
  { t: 'delete', id, after: 3, message: { seq: 4, id } },
  { t: 'page', before: 5 },
  { t: 'cancel', id },
  { t: 'dance', id, after: 3 },
];
const kept: object[] = [
  { room: 'fern', is: 'queued', by: ana.id, at: 5, after: 3, t: 'say', id, text: 'hi' },
  {
    room: 'fern',
    is: 'failed',
    reason: 'muted',
    by: ana.id,
    at: 5,
    t: 'edit',
    id,
    message: { seq: 4, id },
    text: 'ho',
  },
];

const others = [null, 7, -1, 1.5, 2 ** 60, '', 'x', id, true, false, [], {}, [null], { t: 'say' }];

/** The same with one of its parts gone, or with something else in its place, for all of its parts. */
function* spoilt(whole: unknown): Generator<unknown> {
  yield* others;
  if (typeof whole !== 'object' || whole === null) return;
  for (const [key, part] of Object.entries(whole)) {
    const put = (value: unknown) =>
      Array.isArray(whole) ? Object.assign([...whole], { [key]: value }) : { ...whole, [key]: value };
    if (!Array.isArray(whole))
      yield Object.fromEntries(Object.entries(whole).filter(([each]) => each !== key));
    for (const other of spoilt(part)) yield put(other);
  }
}

const withSpoilt = (wholes: readonly object[]): unknown[] =>
  wholes.flatMap((whole) => [whole, ...spoilt(whole)]);

/** What became of it, be it thrown. */
function outcome(act: () => unknown): unknown {
  try {
    return { is: act() };
  } catch {
    return 'thrown';
  }
}

test('what a room sends is judged in a browser as everywhere else', () => {
  for (const event of down)
    expect(ownParse.parseDown(JSON.stringify([event])), JSON.stringify(event)).toHaveLength(1);
  const outcomes = new Set<string>();
  for (const event of withSpoilt(down)) {
    for (const version of [protocolVersion, versionBefore]) {
      const frame = JSON.stringify([event]);
      const expected = parse.parseDown(frame, version);
      outcomes.add(
        expected === undefined ? 'broken' : 'unknown' in (expected[0] ?? {}) ? 'unknown' : 'known',
      );
      expect(ownParse.parseDown(frame, version), frame).toEqual(expected);
    }
  }
  expect([...outcomes].sort()).toEqual(['broken', 'known', 'unknown']);
});

test('so is what a page sends', () => {
  for (const act of withSpoilt(up)) {
    const frame = JSON.stringify(act);
    expect(ownParse.parseUp(frame), frame).toEqual(parse.parseUp(frame));
    const unsent = act as Parameters<typeof acts.actOf>[0];
    expect(
      outcome(() => ownActs.actOf(unsent)),
      frame,
    ).toEqual(outcome(() => acts.actOf(unsent)));
  }
});

test('and what another build has kept', () => {
  expect(ownRows.readRows(kept)).toHaveLength(2);
  for (const row of withSpoilt(kept))
    expect(ownRows.readRows([row]), JSON.stringify(row)).toEqual(rows.readRows([row]));
});

test('a half edit that is no JSON, or no edit, is none', () => {
  const stored = new Map([
    ['edit/whole', JSON.stringify({ message: { seq: 4, id }, text: 'ho' })],
    ['edit/cut', '{"message":'],
    ['edit/other', '{"message":4}'],
  ]);
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => stored.get(key) ?? null });
  expect(drafts.readEdit('whole')).toEqual({ message: { seq: 4, id }, text: 'ho' });
  for (const place of ['cut', 'other', 'none']) expect(drafts.readEdit(place)).toBeUndefined();
  vi.unstubAllGlobals();
});
