import { describe, expect, test } from 'vitest';
import { firstSettings } from '$protocol/settings.ts';
import { composerBlockOf } from './composer-block.ts';

describe('U31 what stands in the way of writing', () => {
  const open = firstSettings;

  test('is nothing in an open room', () => {
    expect(composerBlockOf(open, { role: 'guest' }, 1_000)).toBeUndefined();
  });

  test('is a mute until its very end, for moderators too', () => {
    const muted = { role: 'moderator', mutedUntil: 2_000 } as const;
    expect(composerBlockOf(open, muted, 1_999)).toEqual({ is: 'muted', until: 2_000 });
    expect(composerBlockOf(open, muted, 2_000)).toBeUndefined();
  });

  test('is a lock for all but moderators and the owner', () => {
    const locked = { ...open, locked: true };
    const blocked = (['guest', 'member', 'moderator', 'owner'] as const).map((role) =>
      Boolean(composerBlockOf(locked, { role }, 0)),
    );
    expect(blocked).toEqual([true, true, false, false]);
  });

  test('is the least role that may write', () => {
    const members = { ...open, posting: 'member' } as const;
    expect(composerBlockOf(members, { role: 'guest' }, 0)).toEqual({ is: 'posting', least: 'member' });
    expect(composerBlockOf(members, { role: 'member' }, 0)).toBeUndefined();
  });

  test('is the mute first, which ends by itself', () => {
    const locked = { ...open, locked: true };
    expect(composerBlockOf(locked, { role: 'guest', mutedUntil: 9 }, 1)).toEqual({ is: 'muted', until: 9 });
  });
});
