import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { builtWorkers } from './build.mjs';
import { causeIn, giveUp } from './give-up.mjs';
import { freePort, whyNot } from './port.mjs';
import { run } from './tool.mjs';

/** The exit code of bin/host.mjs when it has said why it cannot serve. */
export const didNotStart = 2;
/** What a room or two need to begin with. */
const leastBytes = 1_000_000;

/**
 * Serves the built pages and the Worker until a signal ends it. Says in one line where, once it answers; from then on
 * the Worker's own lines pass through as they are.
 * @param {{ port: number, state: string }} where `state` is the folder that keeps what the rooms hold
 */
export async function serve({ port, state }) {
  const obstacle = await whyNot(port);
  if (obstacle) {
    const is = obstacle === 'EACCES' ? 'can be used with more rights only' : 'is taken by another program';
    giveUp(`Port ${port} ${is}. Choose another: npm start -- --port ${await freePort()}`);
  }
  if (!existsSync(builtWorkers)) giveUp('Nothing is built yet. Leave out --no-build.');
  ensureWritable(state);
  const code = await run(hostCommand({ workers: builtWorkers, port, state }));
  if (code !== didNotStart) {
    console.error('The server has ended. What was said is kept, and npm start brings it back.');
  }
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
