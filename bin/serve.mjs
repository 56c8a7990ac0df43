import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { builtWorkers } from './build.mjs';
import { causeIn, giveUp } from './give-up.mjs';
import { isFree } from './port.mjs';
import { run } from './tool.mjs';

/** What a room or two need to begin with. */
const leastBytes = 1_000_000;

/**
 * Serves the built pages and the Worker until a signal ends it. Says in one line where, once it answers; from then on
 * the Worker's own lines pass through as they are.
 * @param {{ port: number, state: string }} where `state` is the folder that keeps what the rooms hold
 */
export async function serve({ port, state }) {
  if (!(await isFree(port))) {
    giveUp(
      `Port ${port} is taken by another program. End that, or choose another: npm start -- --port ${port + 1}`,
    );
  }
  ensureWritable(state);
  const code = await run(hostCommand({ workers: builtWorkers, port, state }));
  console.error('The server has ended. What was said is kept, and npm start brings it back.');
  process.exitCode = code || 1;
}

/**
 * The command of a server, for whoever starts one: `npm start`, the end-to-end tests and the fault harness.
 * @param {{ workers: string, port: number, state: string }} host `workers` is a file that bin/bundle.mjs fills
 */
export function hostCommand({ workers, port, state }) {
  return ['node', 'bin/host.mjs', '--workers', workers, '--port', `${port}`, '--state', state];
}

/** @param {string} state */
function ensureWritable(state) {
  const probe = `${state}/.probe`;
  try {
    mkdirSync(state, { recursive: true });
    writeFileSync(probe, Buffer.alloc(leastBytes));
    rmSync(probe);
  } catch (error) {
    if (existsSync(probe)) rmSync(probe);
    const said = error instanceof Error ? error.message : String(error);
    giveUp(`What is said cannot be kept in ${state}. ${causeIn(said) ?? said}`);
  }
}
