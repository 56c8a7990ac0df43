import { expect, newRoom, test } from './people.ts';

const everywhere = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Where there is an edge, it says itself by which name and scheme a request came. */
function mustBeReachedByHttp(): void {
  const { baseURL = '' } = test.info().project.use;
  test.skip(
    baseURL.startsWith('https:'),
    'Only a server that is reached by http can be told that a proxy ended TLS.',
  );
}

test('X1 every page, be it an error’s, runs only scripts that the server named once @once', async ({
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of ['/', '/', '/you', '/r/nobody-made-this', '/nothing/here', '/?find=nothing']) {
    const answer = await request.get(path);
    const policy = directivesIn(answer.headers()['content-security-policy']);
    expect(policy.get('default-src'), path).toBe("'none'");
    expect(policy.get('script-src'), path).toMatch(/^'self' 'nonce-[\w+/]{22}=='$/);
    expect(policy.get('style-src'), path).toBe("'self'");
    expect(policy.get('frame-ancestors'), path).toBe("'none'");
    expect(policy.get('base-uri'), path).toBe("'none'");
    expect(policy.get('form-action'), path).toBe("'self'");
    nonces.add(policy.get('script-src') ?? '');
    const html = await answer.text();
    expect(html.match(/<script(?![^>]* nonce=)/g), path).toBeNull();
    expect(html.match(/ (style|on[a-z]+)="/g), path).toBeNull();
  }
  expect(nonces.size).toBe(6);
});

test('X2 pages, redirects, data and files say the same about everything around them @once', async ({
  request,
}) => {
  const paths = [
    '/',
    '/you',
    '/r/nobody-made-this',
    '/R/x',
    '/r/Capitals',
    '/r/bench/',
    '/you/',
    '/__data.json',
    '/favicon.svg',
  ];
  for (const path of paths) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.headers(), path).toMatchObject(everywhere);
    expect(answer.headers()['content-security-policy'], path).toContain("frame-ancestors 'none'");
  }
  const font = /_app\/immutable\/assets\/[\w.-]+latin-wght[\w.-]+\.woff2/.exec(
    (await request.get('/')).headers()['link'] ?? '',
  );
  const answer = await request.get(`/${font?.[0]}`);
  expect(answer.headers()).toMatchObject({
    ...everywhere,
    'cache-control': expect.stringContaining('immutable'),
  });
});

test('X3 a page may use passkeys, put a link on the clipboard or share it, and has no other power @once', async ({
  request,
}) => {
  const powers = (await request.get('/')).headers()['permissions-policy'] ?? '';
  const allowed = powers.split(', ').filter((power) => !power.endsWith('=()'));
  expect(allowed).toEqual([
    'publickey-credentials-create=(self)',
    'publickey-credentials-get=(self)',
    'clipboard-write=(self)',
    'web-share=(self)',
  ]);
  expect(powers).toContain('camera=()');
});

test('X4 only a page that came safely asks to be fetched safely from now on @once', async ({ request }) => {
  mustBeReachedByHttp();
  const answer = await request.get('/');
  expect(answer.headers()['strict-transport-security']).toBeUndefined();
});

test('X1 a violation of the policy is noticed, so that none goes unseen @once', async ({ ana }) => {
  ana.expects(/CSP violation: script-src|Content Security Policy/);
  await ana.opensLobby();
  expect(await ana.smugglesScript('document.title = "mine now"')).toBe('script-src-elem');
  expect(await ana.tabTitle()).not.toBe('mine now');
});

function directivesIn(policy = ''): Map<string, string> {
  return new Map(
    policy.split('; ').map((directive) => {
      const space = directive.indexOf(' ');
      return [directive.slice(0, space), directive.slice(space + 1)];
    }),
  );
}

test('X2 a form of another site is refused under the same headers @once', async ({ request }) => {
  for (const origin of ['https://evil.example', undefined]) {
    const headers = origin ? { origin } : {};
    const answer = await request.post('/?/default', { form: { room: 'bench', name: 'Ana' }, headers });
    expect(answer.status()).toBe(403);
    expect(answer.headers()).toMatchObject({ ...everywhere, 'cache-control': 'private, no-cache' });
    expect(answer.headers()['content-security-policy']).toMatch(/^default-src 'none'/);
  }
});

test('X2 a page says in which letters it is written @once', async ({ request }) => {
  for (const path of ['/', '/nothing/here']) {
    expect((await request.get(path)).headers()['content-type']).toBe('text/html; charset=utf-8');
  }
});

test('X4 behind a proxy that ends TLS, pages and cookies are as safe as by HTTPS @once', async ({
  request,
}) => {
  mustBeReachedByHttp();
  const behind = { host: 'chat.example.org', 'x-forwarded-proto': 'https' };
  const page = await request.get('/', { headers: behind });
  expect(page.headers()['strict-transport-security']).toMatch(/^max-age=\d+$/);
  const stepIn = (origin: string) =>
    request.post('/', { form: { name: 'Ana' }, headers: { ...behind, origin }, maxRedirects: 0 });
  const answer = await stepIn('https://chat.example.org');
  expect(answer.status()).not.toBe(403);
  expect(answer.headers()['set-cookie']).toContain('; Secure');
  expect((await stepIn('http://chat.example.org')).status()).toBe(403);
});

test('U40 X4 behind a proxy that ends TLS an invite leads to where people are @once', async ({ ana }) => {
  mustBeReachedByHttp();
  const room = newRoom();
  await ana.makes(room);
  const origin = 'https://chat.example.org';
  const made = await ana.context.request.post(`/r/${room}/settings?/invite`, {
    form: { for: '0', uses: '0' },
    headers: { host: 'chat.example.org', 'x-forwarded-proto': 'https', accept: 'text/html', origin },
  });
  expect(await made.text()).toContain(`${origin}/join#${room}/`);
});
