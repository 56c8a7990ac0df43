import { expect, test } from 'vitest';
import { secure } from './headers.ts';

test('X4 a page that came safely asks for it to stay that way, and one that did not does not', () => {
  const [safe, unsafe] = [new Headers(), new Headers()];
  secure(safe, new URL('https://lull.example/'));
  secure(unsafe, new URL('http://localhost:8788/'));
  expect(safe.get('strict-transport-security')).toBe('max-age=63072000');
  expect(unsafe.get('strict-transport-security')).toBeNull();
});

test('X1 what is no page may load nothing, and a page keeps the policy that knows its nonce', () => {
  const [redirect, page] = [new Headers(), new Headers({ 'content-security-policy': "script-src 'self'" })];
  for (const headers of [redirect, page]) secure(headers, new URL('http://localhost/'));
  expect(redirect.get('content-security-policy')).toMatch(/^default-src 'none'; /);
  expect(page.get('content-security-policy')).toBe("script-src 'self'");
});
