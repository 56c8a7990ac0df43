import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { type Counted, rateLimited } from './rate-limit.ts';

/** Limiters that let so many of each key through, and note what they were asked. */
function limiters(most: number) {
  const keys: string[] = [];
  const limiter = (name: string): RateLimit => ({
    limit: async ({ key }) => {
      keys.push(`${name} ${key}`);
      return { success: keys.filter((one) => one === `${name} ${key}`).length <= most };
    },
  });
  return { keys, CONNECTS: limiter('connects'), TRIES: limiter('tries') };
}

describe('W7 too much from one address', () => {
  test('is denied, with how long to wait', async () => {
    const limited = limiters(2);
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await rateLimited(limited, 'invite', '203.0.113.7'));
    const busy = { denied: 'busy', retryAfterS: 60 };
    expect(answers).toEqual([undefined, undefined, busy, busy]);
    expect(await rateLimited(limited, 'invite', '203.0.113.8')).toBeUndefined();
  });

  test('is counted for each kind by itself', async () => {
    const limited = limiters(1);
    const kinds: Counted[] = ['connect', 'guest', 'create', 'invite', 'passkey'];
    for (const kind of kinds) expect(await rateLimited(limited, kind, '203.0.113.7')).toBeUndefined();
    expect(limited.keys).toEqual([
      'connects connect 203.0.113.7',
      'connects guest 203.0.113.7',
      'tries create 203.0.113.7',
      'tries invite 203.0.113.7',
      'tries passkey 203.0.113.7',
    ]);
  });

  test('is all of a network in which anybody can choose a number', async () => {
    const limited = limiters(1);
    expect(await rateLimited(limited, 'connect', '2001:db8:1:2::1')).toBeUndefined();
    expect(await rateLimited(limited, 'connect', '2001:db8:1:2:a:b:c:d')).toBeDefined();
  });

  test('is nothing on one’s own machine, nor where no edge is in front', async () => {
    const limited = limiters(0);
    for (const address of ['127.0.0.1', '::1', undefined]) {
      expect(await rateLimited(limited, 'create', address)).toBeUndefined();
    }
    expect(limited.keys).toEqual([]);
  });

  test('is found by the platform that runs this', async () => {
    const answers = [];
    for (let i = 0; i < 40; i += 1) answers.push(await rateLimited(env, 'create', '198.51.100.1'));
    expect(answers[0]).toBeUndefined();
    expect(answers.at(-1)).toEqual({ denied: 'busy', retryAfterS: 60 });
  });
});
