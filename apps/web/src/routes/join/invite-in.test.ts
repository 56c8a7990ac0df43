import { describe, expect, test } from 'vitest';
import { inviteIn } from './invite-in.ts';

describe('U40 a link that somebody was sent', () => {
  const invite = { room: 'saturday-bench', token: '7fq2-abc_DEF' };

  test('is read whole, or from its # on', () => {
    expect(inviteIn('https://lull.example/join#saturday-bench/7fq2-abc_DEF')).toEqual(invite);
    expect(inviteIn(' #saturday-bench/7fq2-abc_DEF\n')).toEqual(invite);
    expect(inviteIn('saturday-bench/7fq2-abc_DEF')).toEqual(invite);
  });

  test('names a room of any script', () => {
    expect(inviteIn('#caf%C3%A9/7fq2')).toEqual({ room: 'café', token: '7fq2' });
  });

  test('is none when a part is missing, too much, or no address', () => {
    for (const link of ['', '#', '#room', '#room/', '#/token', '#room/token/more', '#%E0%A4%A/token']) {
      expect(inviteIn(link)).toBeUndefined();
    }
  });
});
