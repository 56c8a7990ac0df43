// npm start -- [--port 8788] [--state .wrangler/state] [--no-build]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { giveUp } from './give-up.mjs';
import { ensureGuestKey } from './guest-key.mjs';
import { serve } from './hosting.mjs';
import { ensurePackages } from './packages.mjs';
import { portFrom } from './port.mjs';
import { endWithAllOnSignals, root } from './tool.mjs';

const options = readOptions();
endWithAllOnSignals(0);
// The tests have installed and built already, and start many servers.
if (!options.noBuild) {
  await ensurePackages();
  await ensureBuild();
}
ensureGuestKey();
await serve({ ...options, command: 'npm start' });

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { port: { type: 'string' }, state: { type: 'string' }, 'no-build': { type: 'boolean' } },
    });
    return {
      port: portFrom(values.port),
      state: resolve(root, values.state ?? '.wrangler/state'),
      noBuild: values['no-build'] ?? false,
    };
  } catch (error) {
    return giveUp(
      `${error instanceof Error ? error.message : error}\nnpm start takes --port, --state and --no-build.`,
    );
  }
}
