import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lookAtThisTab } from './look.ts';

let page: EventTarget & { visibilityState?: string };
let frame: EventTarget;
let looks = 0;
let stop = () => {};

beforeEach(() => {
  [page, frame, looks] = [new EventTarget(), new EventTarget(), 0];
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', frame.addEventListener.bind(frame));
  page.visibilityState = 'hidden';
  stop = lookAtThisTab.onSeen(() => (looks += 1));
});
afterEach(() => stop());

function becomes(state: 'visible' | 'hidden') {
  page.visibilityState = state;
  page.dispatchEvent(new Event('visibilitychange'));
}

describe('C9 a person looks at a tab', () => {
  test('when it comes to the front', () => {
    becomes('visible');
    expect([looks, lookAtThisTab.isSeen()]).toEqual([1, true]);
    becomes('hidden');
    expect([looks, lookAtThisTab.isSeen()]).toEqual([1, false]);
  });

  test('when they turn to its window', () => {
    frame.dispatchEvent(new Event('focus'));
    expect(looks).toBe(1);
  });

  test('unheard by those who stopped listening', () => {
    stop();
    becomes('visible');
    frame.dispatchEvent(new Event('focus'));
    expect(looks).toBe(0);
  });
});
