import { describe, expect, test } from 'vitest';
import { linkShown } from './links.ts';

const origin = 'https://lull.example';
const hostOf = (href: string, label = href) => linkShown(href, label, origin)?.host;

describe('T10 the real host stands beside a link whose words are not its address', () => {
  test.each([
    ['https://a.example/b?c#d', 'https://a.example/b?c#d'],
    ['https://a.example/', 'a.example'],
    ['https://www.a.example/b', 'www.a.example/b'],
    ['http://a.example:8080/', 'http://a.example:8080'],
    ['mailto:b@a.example', 'b@a.example'],
    ['https://A.example', 'https://A.example'],
  ])('%s as %j needs none', (href, label) => {
    expect(hostOf(href, label)).toBeUndefined();
  });

  test.each([
    ['https://evil.example/x', 'bank.example', 'evil.example'],
    ['https://evil.example/x', 'here', 'evil.example'],
    ['https://evil.example/x', 'evil.example and bank.example', 'evil.example'],
    ['https://evil.example/x', 'https://evil.example/y', 'evil.example'],
    ['https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'],
    ['https://b\u0430nk.example/', 'https://b\u0430nk.example/', 'xn--bnk-6cd.example'],
    [
      'https://bank.example\u2044login.evil.example/',
      'https://bank.example\u2044login.evil.example/',
      'bank.xn--examplelogin-xk0g.evil.example',
    ],
    ['mailto:evil@a.example', 'b@bank.example', 'evil@a.example'],
  ])('%s as %j', (href, label, host) => {
    expect(hostOf(href, label)).toBe(host);
  });

  test('an address that is none is not linked', () => {
    expect(linkShown('https://[', 'x', origin)).toBeUndefined();
    expect(linkShown('https://a..b:99999/', 'x', origin)).toBeUndefined();
  });
});

describe('T10 a link to a room here, or to a message in it', () => {
  test.each([
    ['/r/saturday-bench', { name: 'saturday-bench' }],
    ['/r/saturday-bench/messages/12', { name: 'saturday-bench', seq: 12 }],
    ['/r/caf%C3%A9', { name: 'café' }],
    ['/r/a/settings', undefined],
    ['/r/a/messages/x', undefined],
    ['/r/%E0%A4', undefined],
    ['/r/a?before=3', undefined],
    // What is no room's name is a sentence of whoever wrote the link, turned around if they like.
    ['/r/%E2%80%AEtpircs', undefined],
    ['/r/please%20log%20in%0Aagain', undefined],
  ])('%s', (path, room) => {
    const href = `${origin}${path}`;
    expect(linkShown(href, href, origin)?.room).toEqual(room);
    expect(
      linkShown(`https://other.example${path}`, `https://other.example${path}`, origin)?.room,
    ).toBeUndefined();
    expect(linkShown(href, 'look', origin)).toEqual({ href, host: 'lull.example' });
  });
});
