import { describe, expect, test } from 'vitest';
import { changesIn } from './changes-in.ts';

const form = (fields: Record<string, string>) => changesIn((name) => fields[name]);

describe('U38 a form of settings', () => {
  test('changes only what was changed in it', () => {
    expect(form({ title: 'Bench', 'was-title': 'Bench', topic: 'Tea', 'was-topic': '' })).toEqual({
      topic: 'Tea',
    });
  });

  test('can take a title away', () => {
    expect(form({ title: ' ', 'was-title': 'Bench' })).toEqual({ title: '' });
  });

  test('locks and unlocks by a box that is not there when it is not ticked', () => {
    expect(form({ 'was-locked': 'false', locked: 'on' })).toEqual({ locked: true });
    expect(form({ 'was-locked': 'true' })).toEqual({ locked: false });
    expect(form({ 'was-locked': 'true', locked: 'on' })).toEqual({});
    expect(form({})).toEqual({});
  });

  test('says slow mode in seconds', () => {
    expect(form({ slowS: '30', 'was-slowS': '0' })).toEqual({ slowS: 30 });
  });
});
