import { once } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import { startOnLeash } from '../bin/tool.mjs';

const patienceMs = 60_000;

/** A server that answers. `pid` is that of the process on whose leash it is. */
export type StartedServer = { pid: string; end: () => Promise<void> };

/** Starts a server, and waits until it says where it is. */
export async function startServer(command: string[], env: NodeJS.ProcessEnv = {}): Promise<StartedServer> {
  const child = startOnLeash(command, env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const end = async () => {
    const ended = once(child, 'exit');
    child.stdin?.end();
    await ended;
  };
  for (const until = Date.now() + patienceMs; !/Lull is at|Ready on/.test(said); await rest(50)) {
    const hasEnded = child.exitCode !== null;
    if (Date.now() <= until && !hasEnded) continue;
    if (!hasEnded) await end();
    throw new Error(`It did not start:\n${said}`);
  }
  return { pid: `${child.pid}`, end };
}
