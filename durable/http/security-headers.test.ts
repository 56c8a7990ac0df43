import { exports } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { barePolicy, securityHeaders, strictTransport } from '../../protocol/security-headers.ts';
import { cookieOf, enter, guest, site, upgrade } from '../test/visitor.ts';

const ask = (path: string, from = site) => exports.default.fetch(`${from}${path}`);

test.each(['/api/you/export', '/r/Bad%20Name/socket', '/nowhere'])(
  'X2 what is no page at %s says so too',
  async (path) => {
    const { headers } = await ask(path);
    expect(Object.fromEntries(headers)).toMatchObject({
      ...securityHeaders,
      'cache-control': 'no-store',
      'content-security-policy': barePolicy,
      'strict-transport-security': strictTransport,
    });
  },
);

test('X4 what came by HTTPS asks for it to stay that way, and nothing else does', async () => {
  expect((await ask('/nowhere')).headers.has('strict-transport-security')).toBe(true);
  expect((await ask('/nowhere', 'http://localhost:8788')).headers.has('strict-transport-security')).toBe(
    false,
  );
});

test('and an upgrade goes through untouched', async () => {
  await enter('guarded', 'Ana');
  const { status, headers } = await upgrade('guarded', cookieOf((await guest('Bo')).token));
  expect(status).toBe(101);
  expect(headers.has('content-security-policy')).toBe(false);
});
