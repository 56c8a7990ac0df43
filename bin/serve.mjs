// npm run serve -- [--host 127.0.0.1] [--port 8788] [--state .wrangler/state] [--trust NETWORK …] [--no-build]
// Serves Lull to others, behind a proxy that ends TLS. Needs no account.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { serve } from './hosting.mjs';
import { ensurePackages } from './packages.mjs';
import { loopback, portFrom } from './port.mjs';
import { endWithAllOnSignals, root } from './tool.mjs';

const options = readOptions();
endWithAllOnSignals(0);
if (!options.noBuild) {
  await ensurePackages();
  await ensureBuild();
}
await serve({ ...options, command: 'npm run serve' });

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        host: { type: 'string', default: loopback },
        port: { type: 'string' },
        state: { type: 'string', default: '.wrangler/state' },
        trust: { type: 'string', multiple: true, default: [] },
        'no-build': { type: 'boolean', default: false },
      },
    });
    if (isIP(values.host) === 0)
      giveUp('A host is an address of this machine: 127.0.0.1, or 0.0.0.0 for all of them.');
    return {
      host: values.host,
      port: portFrom(values.port),
      state: resolve(root, values.state),
      trusted: values.trust,
      noBuild: values['no-build'],
    };
  } catch (error) {
    return giveUp(
      `${error instanceof Error ? error.message : error}\n` +
        'npm run serve takes --host, --port, --state, --trust and --no-build.',
    );
  }
}
