import { beforeEach, describe, expect, test, vi } from 'vitest';

type Front = typeof import('./front.mjs').default;

const token = 'known to whoever started it';
const from = (peer: string, headers: Record<string, string> = {}) =>
  Object.assign(new Request('http://chat.example.org/r/bench', { headers }), {
    cf: { clientIp: `${peer}:4711` },
  });
const envOf = (answer: (request: Request) => Response | Promise<Response>) => ({
  TARGET: { fetch: async (request: Request) => answer(request) },
  TRUSTED_PROXIES: ['127.0.0.0/8'],
  DRAIN_TOKEN: token,
});

let front: Front;
beforeEach(async () => {
  vi.resetModules();
  front = (await import('./front.mjs')).default;
});

describe('O9 what the Worker is told', () => {
  const told = async (request: Request) => {
    let seen: Request | undefined;
    await front.fetch(
      request,
      envOf((passed) => {
        seen = passed;
        return new Response();
      }),
    );
    return seen as Request;
  };

  test('is the address and the scheme that count, and nothing that only the edge may say', async () => {
    const edge = {
      'cf-connecting-ip': '6.6.6.6',
      'cf-visitor': 'x',
      'mf-route-override': 'x',
      'x-real-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      'x-forwarded-host': 'evil.example',
    };
    const request = await told(
      from('127.0.0.1', { ...edge, 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' }),
    );
    expect(request.url).toBe('https://chat.example.org/r/bench');
    expect(Object.fromEntries(request.headers)).toEqual({ 'cf-connecting-ip': '203.0.113.7' });
    const direct = await told(from('203.0.113.9', { ...edge, 'x-forwarded-for': '1.2.3.4', cookie: 'a=b' }));
    expect(direct.url).toBe('http://chat.example.org/r/bench');
    expect(Object.fromEntries(direct.headers)).toEqual({ 'cf-connecting-ip': '203.0.113.9', cookie: 'a=b' });
  });
});

describe('O11 a server that is asked to end', () => {
  const drain = (by = token) => from('127.0.0.1', { 'x-lull-drain': by });

  test('answers what it was asked before, and turns away who comes then', async () => {
    const gate = Promise.withResolvers<Response>();
    const env = envOf(() => gate.promise);
    const before = front.fetch(from('203.0.113.7'), env);
    const drained = front.fetch(drain(), env);
    const turnedAway = await front.fetch(from('203.0.113.8'), env);
    expect([turnedAway.status, turnedAway.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await Promise.race([drained, Promise.resolve('waits')])).toBe('waits');
    gate.resolve(new Response('said'));
    expect(await (await before).text()).toBe('said');
    expect((await drained).status).toBe(200);
  });

  test('waits until all of an answer was taken', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const env = envOf(() => new Response(readable));
    const answer = await front.fetch(from('203.0.113.7'), env);
    const drained = front.fetch(drain(), env).then(() => 'drained');
    const writer = writable.getWriter();
    const text = answer.text();
    await writer.write(new TextEncoder().encode('said'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await Promise.race([drained, Promise.resolve('waits')])).toBe('waits');
    await writer.close();
    expect([await text, await drained]).toEqual(['said', 'drained']);
  });

  test('does so for nobody but who started it', async () => {
    const env = envOf(() => new Response('said'));
    await front.fetch(drain('guessed'), env);
    expect(await (await front.fetch(from('203.0.113.8'), env)).text()).toBe('said');
  });
});

test.each([
  ['text/html; charset=utf-8', 'gzip, br', 'gzip'],
  ['text/javascript', 'br;q=1, gzip;q=0.5', 'gzip'],
  ['text/html', 'br, gzip;q=0', null],
  ['text/html', '', null],
  ['font/woff2', 'gzip', null],
])('%s for who takes %j is sent as %s', async (type, accepted, encoding) => {
  const env = envOf(() => new Response('said', { headers: { 'content-type': type } }));
  const { headers } = await front.fetch(from('203.0.113.7', { 'accept-encoding': accepted }), env);
  expect(headers.get('content-encoding')).toBe(encoding);
});
