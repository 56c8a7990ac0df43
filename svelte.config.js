import adapter from '@sveltejs/adapter-cloudflare';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: {
    // Also for components without a rune, which would bring along what Svelte 4 did.
    runes: true,
    // Letters that stand by every styled element, and that no compression makes shorter.
    cssHash: ({ hash, filename }) => `l${hash(filename).slice(0, 4)}`,
  },
  kit: {
    adapter: adapter(),
    files: {
      src: 'apps/web/src',
      assets: 'apps/web/static',
      lib: 'apps/web/src/lib',
      routes: 'apps/web/src/routes',
      appTemplate: 'apps/web/src/app.html',
      errorTemplate: 'apps/web/src/error.html',
      hooks: {
        client: 'apps/web/src/hooks.client',
        server: 'apps/web/src/hooks.server',
        universal: 'apps/web/src/hooks',
      },
      params: 'apps/web/src/params',
      serviceWorker: 'apps/web/src/service-worker',
    },
    // hooks.server.ts refuses the forms of other sites, and says so under the headers of every answer.
    csrf: { trustedOrigins: ['*'] },
    alias: { $client: 'client', $protocol: 'protocol' },
    // What a page may load and run; the other headers are in lib/server/headers.ts. A socket of the same host is 'self'.
    csp: {
      mode: 'nonce',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // One style in the markup, and no other: SvelteKit hides by it what it reads out when a page changes.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'manifest-src': ['self'],
        'worker-src': ['self'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none'],
        'object-src': ['none'],
      },
    },
  },
};
