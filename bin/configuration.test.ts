import { expect, test } from 'vitest';
import { unstable_readConfig } from 'wrangler';
import { root } from './tool.mjs';

test.each(['wrangler.toml', 'durable/wrangler.toml'])('Z6 %s compresses no socket', (file) => {
  const { compatibility_flags: flags } = unstable_readConfig({ config: `${root}/${file}` });
  expect(flags).toContain('no_web_socket_compression');
});
