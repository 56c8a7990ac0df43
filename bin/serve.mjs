import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { giveUp } from './give-up.mjs';
import { isFree, loopback } from './port.mjs';
import { startOnLeash } from './tool.mjs';

const patienceMs = 60_000;
const endingMs = 5_000;

/**
 * Serves the built pages and the Worker, in one process, until a signal ends it. Says in one line where,
 * once it answers; from then on the Worker's own lines pass through as they are.
 * @param {{ port: number, state: string }} where `state` is the directory that keeps what the rooms hold
 */
export async function serve({ port, state }) {
  if (!(await isFree(port))) {
    giveUp(
      `Port ${port} is taken by another program. End that, or choose another: npm start -- --port ${port + 1}`,
    );
  }
  const wrangler = startWrangler(port, state);
  const output = hear(wrangler);
  endTogether(wrangler, output);
  await answers(port);
  output.ready();
  console.log(`Lull is at http://localhost:${port}  (Ctrl-C ends it)`);
}

/**
 * @param {number} port
 * @param {string} state
 */
function startWrangler(port, state) {
  const command = ['wrangler', 'pages', 'dev', '-c', 'wrangler.toml', '-c', 'durable/wrangler.toml'];
  return startOnLeash([...command, '--ip', loopback, '--port', `${port}`, '--persist-to', state], {
    // Running servers find each other's Workers in a registry. Ours is to find only its own.
    WRANGLER_REGISTRY_PATH: `${state}/registry`,
  });
}

/**
 * Holds back what wrangler says while it starts: it matters only when that fails.
 * @param {import('node:child_process').ChildProcess} wrangler
 */
function hear(wrangler) {
  /** @type {string[] | undefined} */
  let held = [];
  for (const stream of [wrangler.stdout, wrangler.stderr]) {
    if (stream) createInterface(stream).on('line', (line) => hearLine(stripVTControlCharacters(line)));
  }
  return { ready: () => (held = undefined), held: () => (held ?? []).join('\n') };

  /** @param {string} line */
  function hearLine(line) {
    if (held) held.push(line);
    // One line a request, from wrangler. The Worker's own come with its name in front.
    else if (!line.startsWith('[wrangler:info]')) console.log(line.replace(/^\[[\w-]+\] (?=\{)/, ''));
    // It starts another runtime then, but never lets a request through to it again (seen in 4.156).
    if (line.includes('runtime crashed unexpectedly')) wrangler.kill('SIGTERM');
  }
}

/**
 * @param {import('node:child_process').ChildProcess} wrangler
 * @param {ReturnType<typeof hear>} output
 */
function endTogether(wrangler, output) {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      asked = true;
      wrangler.kill('SIGTERM');
      setTimeout(() => wrangler.stdin?.end(), endingMs);
    });
  }
  wrangler.on('close', () => {
    if (asked) process.exit(0);
    giveUp(`${output.held()}\nThe server ended by itself. What was said is kept; npm start brings it back.`);
  });
}

/** @param {number} port */
async function answers(port) {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    // Whatever the status is: it answers.
    const answer = await fetch(`http://${loopback}:${port}/`, { redirect: 'manual' }).catch(() => undefined);
    if (answer) return answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  giveUp(`The server did not answer within ${patienceMs / 1000} seconds.`);
}
