import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { barePolicy, securityHeaders, strictTransport } from '$protocol/security-headers.ts';
import { secure } from './headers.ts';

test('X4 a page that came safely asks for it to stay that way, and one that did not does not', () => {
  const [safe, unsafe] = [new Headers(), new Headers()];
  secure(safe, new URL('https://lull.example/'));
  secure(unsafe, new URL('http://localhost:8788/'));
  expect(safe.get('strict-transport-security')).toBe(strictTransport);
  expect(unsafe.get('strict-transport-security')).toBeNull();
});

test('X1 what is no page may load nothing, and a page keeps the policy that knows its nonce', () => {
  const [redirect, page] = [new Headers(), new Headers({ 'content-security-policy': "script-src 'self'" })];
  for (const headers of [redirect, page]) secure(headers, new URL('http://localhost/'));
  expect(redirect.get('content-security-policy')).toMatch(/^default-src 'none'; /);
  expect(page.get('content-security-policy')).toBe("script-src 'self'");
});

test('X2 the files that are served as they are say the same', () => {
  const lines = readFileSync('_headers', 'utf8').match(/^ {2}[\w-]+: .+$/gm) ?? [];
  const said = lines.map((line) => line.trim().split(/: (.*)/, 2));
  expect(Object.fromEntries(said.map(([name = '', value]) => [name.toLowerCase(), value]))).toEqual({
    ...securityHeaders,
    'content-security-policy': barePolicy,
    'strict-transport-security': strictTransport,
  });
});
