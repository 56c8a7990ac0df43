import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Names the leashes that a process is on, outermost first, between commas: `,41,77,`. Children inherit it. */
export const leashVariable = 'LULL_LEASHES';

/** Somebody may be born while we look. */
const mostLooks = 20;

/**
 * Kills every process on this leash but the leash itself.
 * @param {string} leash the leash's process id
 * @param {number[]} known who was on it before, where that cannot be found out any more
 */
export function endAll(leash, known = []) {
  let all = [...known, ...onLeash(leash)];
  for (let looks = 0; all.length > 0 && looks < mostLooks; looks += 1) {
    for (const pid of all) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    }
    all = onLeash(leash);
  }
}

/**
 * The processes on a leash, without the leash. On Linux they are known by their environment, which also finds those
 * whose parent has ended; elsewhere by descent and by group.
 * @param {string} leash
 * @returns {number[]}
 */
export function onLeash(leash) {
  const all = process.platform === 'linux' ? byEnvironment(leash) : byDescent(Number(leash));
  return all.filter((pid) => pid !== Number(leash) && pid !== process.pid);
}

/** @param {string} leash */
function byEnvironment(leash) {
  const mark = new RegExp(`(?:^|\\0)${leashVariable}=[\\d,]*,${leash},`);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && mark.test(read(`/proc/${name}/environ`)))
    .map(Number);
}

/** @param {number} leash */
function byDescent(leash) {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8' });
  const rows = (stdout ?? '').split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  const found = new Set([leash]);
  // Children may stand before their parents: as many rounds as find somebody new.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid = 0, parent = 0, group = 0] of rows) {
      if (found.has(parent) || group === leash) found.add(pid);
    }
  }
  return [...found];
}

/**
 * Calls back once the `npm` that runs us has ended. It passes on SIGINT and SIGTERM; when anything else ends it, nobody
 * would tell us.
 * @param {() => void} ended
 */
export function onEndOfNpm(ended) {
  if (!process.env['npm_lifecycle_event']) return;
  const npm = pidOfNpm();
  const looking = setInterval(() => {
    if (isRunning(npm)) return;
    clearInterval(looking);
    ended();
  }, 1_000);
  looking.unref();
}

// npm runs a shell, and the shell may or may not have made way for us.
function pidOfNpm() {
  const { parent, args } = lookUp(process.ppid);
  return /\bnpm\b/.test(args) || parent === undefined ? process.ppid : parent;
}

/**
 * @param {number} pid
 * @returns {{ parent: number | undefined, args: string }}
 */
function lookUp(pid) {
  if (process.platform === 'linux') {
    const [, parent] = /^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`)) ?? [];
    return { parent: parent === undefined ? undefined : Number(parent), args: read(`/proc/${pid}/cmdline`) };
  }
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', `${pid}`], { encoding: 'utf8' });
  const [, parent, args = ''] = /^\s*(\d+)\s+(.*)$/m.exec(stdout ?? '') ?? [];
  return { parent: parent === undefined ? undefined : Number(parent), args };
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Another person's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process is gone, or another person's.
    return '';
  }
}
