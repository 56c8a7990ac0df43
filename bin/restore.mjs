// npm run restore -- --from FOLDER [--state .wrangler/state]: puts a backup in the place of what a server keeps. The server
// has ended. What was there before is set aside.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { schemaOf } from './bundle.mjs';
import { causeIn, giveUp } from './give-up.mjs';
import { lockState } from './state.mjs';
import { restore } from './state-copy.mjs';
import { root } from './tool.mjs';

const { from, state } = readOptions();
const lock = lockState(state);
if (typeof lock === 'string') giveUp(lock);
try {
  const { at, aside, isKeyChanged } = await restore({ from, state, schema: await schemaOf() });
  console.log(`${state} is as it was at ${at}.`);
  if (isKeyChanged) {
    console.log(
      'The key that signs is that of the backup again: sessions since then end, and if it has leaked, whoever has it can be ' +
        `anyone. Then: node bin/rotate-key.mjs ${state}/secrets.vars --drop`,
    );
  }
  if (aside) console.log(`What was there before is in ${aside}; take it away when nobody needs it any more.`);
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  giveUp(causeIn(said) ?? said);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        from: { type: 'string', default: '' },
        state: { type: 'string', default: '.wrangler/state' },
      },
    });
    if (!values.from) giveUp('Where from? npm run restore -- --from FOLDER');
    return { from: resolve(root, values.from), state: resolve(root, values.state) };
  } catch (error) {
    return giveUp(
      `${error instanceof Error ? error.message : error}\nnpm run restore takes --from and --state.`,
    );
  }
}
