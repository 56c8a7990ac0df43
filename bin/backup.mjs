// npm run backup -- --to FOLDER [--state .wrangler/state]: copies what a server keeps, while it runs or not.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { causeIn, giveUp } from './give-up.mjs';
import { backUp } from './state-copy.mjs';
import { root } from './tool.mjs';

const { to, state } = readOptions();
try {
  const { rooms, people, bytes } = await backUp({ state, into: to });
  console.log(`${rooms} rooms and ${people} people, ${(bytes / 1e6).toFixed(1)} MB, are in ${to}.`);
  console.log('The key that signs sessions is among it: whoever has it can be anyone.');
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  giveUp(`No backup was made. ${causeIn(said) ?? said}`);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { to: { type: 'string', default: '' }, state: { type: 'string', default: '.wrangler/state' } },
    });
    if (!values.to) giveUp('Where to? npm run backup -- --to FOLDER');
    return { to: resolve(root, values.to), state: resolve(root, values.state) };
  } catch (error) {
    return giveUp(
      `${error instanceof Error ? error.message : error}\nnpm run backup takes --to and --state.`,
    );
  }
}
