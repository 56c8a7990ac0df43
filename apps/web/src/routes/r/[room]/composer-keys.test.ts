import { describe, expect, test } from 'vitest';
import { meaningOf } from './composer-keys.ts';

const key = {
  key: 'Enter',
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 13,
};
const desk = { isEditing: false, isReplying: false, isBlank: false, isTouch: () => false };
const phone = { ...desk, isTouch: () => true };

describe('what a key means where one writes', () => {
  test('Enter sends, and with Shift begins a new line', () => {
    expect(meaningOf(key, desk)).toBe('send');
    expect(meaningOf({ ...key, shiftKey: true }, desk)).toBeUndefined();
  });

  test('on a phone Enter begins a new line, and sends only with a key that phones have not', () => {
    expect(meaningOf(key, phone)).toBeUndefined();
    expect(meaningOf({ ...key, ctrlKey: true }, phone)).toBe('send');
    expect(meaningOf({ ...key, metaKey: true }, phone)).toBe('send');
  });

  test('an input method’s Enter picks a word, also where only the number says so', () => {
    expect(meaningOf({ ...key, isComposing: true }, desk)).toBeUndefined();
    expect(meaningOf({ ...key, keyCode: 229 }, desk)).toBeUndefined();
  });

  test('ArrowUp edits the newest message where nothing is written, and else goes up', () => {
    const up = { ...key, key: 'ArrowUp', keyCode: 38 };
    expect(meaningOf(up, { ...desk, isBlank: true })).toBe('edit-newest');
    expect(meaningOf(up, desk)).toBeUndefined();
    expect(meaningOf(up, { ...desk, isBlank: true, isEditing: true })).toBeUndefined();
  });

  test('Escape breaks an edit off, and else does nothing', () => {
    const esc = { ...key, key: 'Escape', keyCode: 27 };
    expect(meaningOf(esc, { ...desk, isEditing: true })).toBe('break-off');
    expect(meaningOf(esc, desk)).toBeUndefined();
  });
});
