import { describe, expect, test } from 'vitest';
import { firstSettings } from '$protocol/settings.ts';
import { barringOf } from './barring.ts';

describe('U31 what stands in the way of writing', () => {
  const open = firstSettings;

  test('is nothing in an open room', () => {
    expect(barringOf(open, { role: 'guest' }, 1_000)).toBeUndefined();
  });

  test('is a mute until its very end, for moderators too', () => {
    const muted = { role: 'moderator', mutedUntil: 2_000 } as const;
    expect(barringOf(open, muted, 1_999)).toEqual({ is: 'muted', until: 2_000 });
    expect(barringOf(open, muted, 2_000)).toBeUndefined();
  });

  test('is a lock for all but moderators and the owner', () => {
    const locked = { ...open, locked: true };
    const barred = (['guest', 'member', 'moderator', 'owner'] as const).map((role) =>
      Boolean(barringOf(locked, { role }, 0)),
    );
    expect(barred).toEqual([true, true, false, false]);
  });

  test('is the least role that may write', () => {
    const members = { ...open, posting: 'member' } as const;
    expect(barringOf(members, { role: 'guest' }, 0)).toEqual({ is: 'posting', least: 'member' });
    expect(barringOf(members, { role: 'member' }, 0)).toBeUndefined();
  });

  test('is the mute first, which ends by itself', () => {
    const locked = { ...open, locked: true };
    expect(barringOf(locked, { role: 'guest', mutedUntil: 9 }, 1)).toEqual({ is: 'muted', until: 9 });
  });
});
