// node bin/audit.mjs: fails when a package that is locked has a fault that is known and grave. Asks the registry.
import { giveUp } from './give-up.mjs';
import { endWithAllOnSignals, run } from './tool.mjs';

endWithAllOnSignals();
const code = await run(['npm', 'audit', '--package-lock-only', '--audit-level=high']);
if (code !== 0)
  giveUp('Either a package has a grave fault, or nobody could say: what npm said stands above.');
