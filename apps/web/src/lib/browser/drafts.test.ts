import { beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeStorage } from './fake-storage.ts';

let storage: FakeStorage;
const key = 'draft/garden';

/** A tab, or the same one after a reload: what it knew is gone, what it stored is not. */
async function openTab() {
  vi.resetModules();
  return await import('./drafts.ts');
}

beforeEach(() => {
  storage = new FakeStorage();
  vi.stubGlobal('localStorage', storage);
});

describe('C9 a draft', () => {
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

describe('C9 a draft that cannot be stored', () => {
  test.each(['full', 'forbidden'] as const)(
    'lives as long as the page, when storage is %s',
    async (trouble) => {
      storage.trouble = trouble;
      const tab = await openTab();
      tab.keepDraft('garden', 'roses');
      expect(tab.readDraft('garden')).toBe('roses');
      tab.keepDraft('garden', '');
      expect(tab.readDraft('garden')).toBe('');
    },
  );

  test('lives as long as the page, when there is no storage', async () => {
    vi.stubGlobal('localStorage', undefined);
    const tab = await openTab();
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
    const most = '🌙'.repeat(8_000);
    tab.keepDraft('garden', most);
    expect(storage.getItem(key)).toBe(most);
    tab.keepDraft('garden', `${most}.`);
    expect(storage.getItem(key)).toBeNull();
    expect(tab.readDraft('garden')).toBe(`${most}.`);
    tab.keepDraft('garden', most);
    expect(storage.getItem(key)).toBe(most);
  });
});
