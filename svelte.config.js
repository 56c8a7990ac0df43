import adapter from '@sveltejs/adapter-cloudflare';

/** @type {import('@sveltejs/kit').Config} */
export default {
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
    alias: { $client: 'client', $protocol: 'protocol' },
  },
};
