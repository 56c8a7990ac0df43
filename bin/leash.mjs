// node bin/leash.mjs COMMAND …: runs a command that must not outlive whoever started it, however that one ends: our
// standard input closes then, even at a kill -9. The command is asked to end, then killed, and so is whatever it has
// started, in groups and sessions of their own too: a test runner starts its browsers that way.
import { spawn } from 'node:child_process';
import { endAll, leashVariable, onLeash } from './processes.mjs';

const patienceMs = 5_000;

const id = `${process.pid}`;
/** @type {number[]} */
let known = [];
const leashes = `${process.env[leashVariable] ?? ','}${id},`;
const [tool = '', ...args] = process.argv.slice(2);
const command = spawn(tool, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, [leashVariable]: leashes },
});

command.on('error', (error) => {
  console.error(error.message);
  end(127);
});
command.on('exit', (code) => end(code ?? 1));
process.stdin.resume().on('close', askToEnd);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, askToEnd);

function askToEnd() {
  // Where a process is known by its parent, it is known only as long as that one runs.
  if (process.platform !== 'linux') known = onLeash(id);
  command.kill('SIGTERM');
  setTimeout(() => end(1), patienceMs).unref();
}

/** @param {number} code */
function end(code) {
  endAll(id, known);
  process.exit(code);
}
