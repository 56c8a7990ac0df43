import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeStorage } from './fake-storage.ts';

let storage: FakeStorage;
const key = 'draft/garden';

/** A tab of its own, with a storage of its own. */
async function openTab() {
  const own = new FakeStorage();
  const load = async () => {
    vi.resetModules();
    const { keepDraft, readDraft, keepEdit, readEdit, tellSent, watchSent } = await import('./drafts.ts');
    // Each tab finds its own storage under the one name.
    const inTab = <Given extends unknown[], Taken>(act: (...given: Given) => Taken) => {
      return (...given: Given) => {
        vi.stubGlobal('sessionStorage', own);
        return act(...given);
      };
    };
    return {
      own,
      keepDraft: inTab(keepDraft),
      readDraft: inTab(readDraft),
      keepEdit: inTab(keepEdit),
      readEdit: inTab(readEdit),
      tellSent,
      watchSent,
    };
  };
  // After a reload what it knew is gone, what it stored is not.
  return { ...(await load()), reload: load };
}

beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal('localStorage', storage);
});

describe('C13 a draft', () => {
  test('outlives a reload and a closed browser', async () => {
    (await openTab()).keepDraft('garden', 'half a thou');
    expect((await openTab()).readDraft('garden')).toBe('half a thou');
  });

  test('belongs to its room', async () => {
    const tab = await openTab();
    tab.keepDraft('garden', 'roses');
    tab.keepDraft('kitchen', 'soup');
    expect([tab.readDraft('garden'), tab.readDraft('kitchen'), tab.readDraft('cellar')]).toEqual([
      'roses',
      'soup',
      '',
    ]);
    tab.keepDraft('garden', '');
    expect((await openTab()).readDraft('kitchen')).toBe('soup');
  });

  test('leaves nothing behind once it is sent', async () => {
    (await openTab()).keepDraft('garden', 'roses');
    const tab = await openTab();
    tab.readDraft('garden');
    tab.keepDraft('garden', '');
    expect([tab.readDraft('garden'), storage.size]).toEqual(['', 0]);
    expect((await openTab()).readDraft('garden')).toBe('');
  });

  test('is not removed by another tab that sent its own', async () => {
    const [ana, bo] = [await openTab(), await openTab()];
    ana.keepDraft('garden', 'of Ana’s');
    bo.keepDraft('garden', 'of Bo’s');
    ana.keepDraft('garden', '');
    expect((await openTab()).readDraft('garden')).toBe('of Bo’s');
  });

  test('nor taken over by a tab that has one already', async () => {
    const [ana, bo] = [await openTab(), await openTab()];
    ana.keepDraft('garden', 'of Ana’s');
    bo.keepDraft('garden', 'of Bo’s');
    expect(ana.readDraft('garden')).toBe('of Ana’s');
    ana.keepDraft('garden', '');
    expect(ana.readDraft('garden')).toBe('');
  });
});

describe('C13 drafts of two tabs', () => {
  test('do not take each other’s place after a reload', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.keepDraft('garden', 'roses');
    other.keepDraft('garden', 'tulips');
    expect((await one.reload()).readDraft('garden')).toBe('roses');
    expect((await other.reload()).readDraft('garden')).toBe('tulips');
  });

  test('begin a new tab with the one written last', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.keepDraft('garden', 'roses');
    other.keepDraft('garden', 'tulips');
    expect((await openTab()).readDraft('garden')).toBe('tulips');
  });

  test('are cleared for all when one that is shared is sent, also after a reload', async () => {
    const tab = await openTab();
    tab.keepDraft('garden', 'roses');
    const again = await tab.reload();
    again.readDraft('garden');
    again.keepDraft('garden', '');
    expect((await openTab()).readDraft('garden')).toBe('');
  });

  test('and what one has sent, the other’s does not replace', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.keepDraft('garden', 'roses');
    other.keepDraft('garden', 'tulips');
    one.keepDraft('garden', '');
    expect((await one.reload()).readDraft('garden')).toBe('');
    expect((await other.reload()).readDraft('garden')).toBe('tulips');
    expect((await openTab()).readDraft('garden')).toBe('tulips');
  });

  test('but a tab that never had one takes up what another left', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.keepDraft('garden', '');
    other.keepDraft('garden', 'tulips');
    expect((await one.reload()).readDraft('garden')).toBe('tulips');
  });
});

describe('C13 a half-written edit', () => {
  const half = { message: { seq: 3, id: 'id-0000000003' }, text: 'other wor' };

  test('outlives a reload in its tab and its room, and leaves nothing behind', async () => {
    const tab = await openTab();
    tab.keepEdit('garden', half);
    const again = await tab.reload();
    expect([again.readEdit('garden'), again.readEdit('kitchen')]).toEqual([half, undefined]);
    expect((await openTab()).readEdit('garden')).toBeUndefined();
    again.keepEdit('garden', undefined);
    expect([again.readEdit('garden'), tab.own.size]).toEqual([undefined, 0]);
  });

  test.each(['', '{', '{"message":{"seq":3},"text":"x"}'])(
    'that cannot be read, as “%s”, is none',
    async (written) => {
      const tab = await openTab();
      tab.own.setItem('edit/garden', written);
      expect(tab.readEdit('garden')).toBeUndefined();
    },
  );

  test.each(['full', 'forbidden'] as const)('is let go where storage is %s', async (trouble) => {
    const tab = await openTab();
    tab.own.trouble = trouble;
    tab.keepEdit('garden', half);
    expect(tab.readEdit('garden')).toBeUndefined();
  });
});

describe('C13 a draft that cannot be stored', () => {
  test.each(['full', 'forbidden'] as const)(
    'lives as long as the page, when storage is %s',
    async (trouble) => {
      storage.trouble = trouble;
      const tab = await openTab();
      tab.own.trouble = trouble;
      tab.keepDraft('garden', 'roses');
      expect(tab.readDraft('garden')).toBe('roses');
      tab.keepDraft('garden', '');
      expect(tab.readDraft('garden')).toBe('');
    },
  );

  test('lives as long as the page, when there is no storage', async () => {
    vi.stubGlobal('localStorage', undefined);
    const tab = await openTab();
    tab.own.trouble = 'forbidden';
    expect(tab.readDraft('garden')).toBe('');
    tab.keepDraft('garden', 'roses');
    expect(tab.readDraft('garden')).toBe('roses');
    tab.keepDraft('garden', '');
    expect(tab.readDraft('garden')).toBe('');
  });

  test('leaves no older one that would come back', async () => {
    const tab = await openTab();
    tab.keepDraft('garden', 'roses');
    storage.trouble = 'full';
    tab.keepDraft('garden', 'roses and');
    expect(storage.getItem(key)).toBeNull();
  });

  test('nor is one stored that is too long', async () => {
    const tab = await openTab();
    const most = '🌙'.repeat(16_000);
    tab.keepDraft('garden', most);
    expect(storage.getItem(key)).toBe(most);
    tab.keepDraft('garden', `${most}.`);
    expect(storage.getItem(key)).toBeNull();
    expect(tab.readDraft('garden')).toBe(`${most}.`);
    tab.keepDraft('garden', most);
    expect(storage.getItem(key)).toBe(most);
  });

  test.each(['full', 'forbidden'] as const)('says so, when storage is %s', async (trouble) => {
    const tab = await openTab();
    expect(tab.keepDraft('garden', 'roses')).toBe(true);
    storage.trouble = tab.own.trouble = trouble;
    expect(tab.keepDraft('garden', 'roses and')).toBe(false);
    expect(tab.keepEdit('garden', { message: { seq: 1, id: 'id-00000000000' }, text: 'tulips' })).toBe(false);
    expect(tab.keepDraft('garden', '')).toBe(true);
    expect(tab.keepEdit('garden', undefined)).toBe(true);
  });
});

describe('C13 a draft that another tab has sent', () => {
  const written = (of: string, newValue: string | null) =>
    Object.assign(new Event('storage'), { key: of, newValue });

  test('is told there, and to nobody else', async () => {
    const window = new EventTarget();
    vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
    const tab = await openTab();
    const sent = vi.fn();
    const stop = tab.watchSent('garden', sent);
    window.dispatchEvent(written('sent/garden', 'roses'));
    window.dispatchEvent(written('sent/garden', null));
    window.dispatchEvent(written('sent/kitchen', 'soup'));
    window.dispatchEvent(written('draft/garden', 'tulips'));
    expect(sent.mock.calls).toEqual([['roses']]);
    stop();
    window.dispatchEvent(written('sent/garden', 'more'));
    expect(sent).toHaveBeenCalledOnce();
  });

  test('stays nowhere', async () => {
    const tab = await openTab();
    tab.keepDraft('garden', 'roses');
    const kept = vi.spyOn(storage, 'setItem');
    tab.tellSent('garden', 'roses');
    tab.keepDraft('garden', '');
    expect(kept.mock.calls).toEqual([['sent/garden', 'roses']]);
    expect([storage.getItem('sent/garden'), storage.getItem(key)]).toEqual([null, null]);
    storage.trouble = 'full';
    tab.tellSent('garden', 'roses');
  });
});
