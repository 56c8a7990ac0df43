// node bin/leash.mjs COMMAND …: runs a command that must not outlive whoever started it, however that one
// ends: our standard input closes then, even at a kill -9. Wrangler killed that way would leave its runtime
// behind, holding the port. Needs a process group of its own to end (`detached`).
import { start } from './tool.mjs';

const command = start(process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'], env: process.env });

command.on('error', endGroup).on('exit', endGroup);
process.stdin.resume().on('close', endGroup);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => command.kill('SIGTERM'));

function endGroup() {
  process.kill(-process.pid, 'SIGKILL');
}
