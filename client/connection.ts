import { afterClose } from '../protocol/close-codes.ts';
import { backoffMs, timing } from './timing.ts';

/**
 * The connection to a room as a pure machine: what is, and what happens, make what is next and what to do.
 * Sockets are numbered, and whatever an older socket still has to say is not heard. Times are milliseconds
 * by a clock that nobody sets back.
 */
export type Connection = { socket: number } & (
  | { is: 'idle' }
  | { is: 'connecting'; attempt: number; until: number }
  | { is: 'greeting'; attempt: number; until: number }
  | { is: 'live'; attempt: number; since: number; lastHeard: number; pingedAt?: number | undefined }
  | { is: 'waiting'; attempt: number; until: number }
  | { is: 'stopped'; because: StopReason }
);

/** `reload`: the page is older than the room. `introduce`: a name must be given first. `stop`: our own bug. */
export type StopReason = 'stop' | 'reload' | 'introduce';

export type Happening =
  | { t: 'start' }
  /** The page goes away, perhaps to come back from the browser's memory. */
  | { t: 'pause' }
  /** The line may be back, or the person is: try at once, or see whether the line still holds. */
  | { t: 'nudge' }
  | { t: 'tick' }
  | { t: 'opened'; socket: number }
  | { t: 'heard'; socket: number; welcome: boolean }
  | { t: 'garbled'; socket: number }
  | { t: 'closed'; socket: number; code: number };

export type Effect = { do: 'open' | 'hello' | 'ping' | 'close'; socket: number };

export type Step = { connection: Connection; effects: Effect[] };

export const idle: Connection = { is: 'idle', socket: 0 };

export function step(now: Connection, happening: Happening, nowMs: number, random: number): Step {
  // Whatever belongs to a socket that was given up already.
  if ('socket' in happening && (happening.socket !== now.socket || !hasSocket(now))) return stay(now);
  switch (happening.t) {
    case 'start':
      return now.is === 'idle' || now.is === 'stopped' ? connect(now.socket, 0, nowMs) : stay(now);
    case 'pause':
      return now.is === 'stopped'
        ? stay(now)
        : { connection: { is: 'idle', socket: now.socket }, effects: closing(now) };
    case 'nudge':
      return nudge(now, nowMs);
    case 'tick':
      return tick(now, nowMs, random);
    case 'opened':
      return now.is === 'connecting' ? greet(now, nowMs) : stay(now);
    case 'heard':
      return heard(now, happening.welcome, nowMs);
    case 'garbled':
      return { connection: { is: 'stopped', socket: now.socket, because: 'reload' }, effects: closing(now) };
    case 'closed': {
      const then = afterClose(happening.code);
      if (then === 'retry') return wait(now, nowMs, random, []);
      return stay({ is: 'stopped', socket: now.socket, because: then });
    }
  }
}

/** When the machine next wants a tick, or undefined when it waits for nothing but the world. */
export function nextTickMs(now: Connection): number | undefined {
  switch (now.is) {
    case 'connecting':
    case 'greeting':
    case 'waiting':
      return now.until;
    case 'live':
      return now.pingedAt === undefined ? now.lastHeard + timing.pingAfterMs : now.pingedAt + timing.pongMs;
    default:
      return undefined;
  }
}

function stay(connection: Connection): Step {
  return { connection, effects: [] };
}

function connect(lastSocket: number, attempt: number, nowMs: number): Step {
  const socket = lastSocket + 1;
  return {
    connection: { is: 'connecting', socket, attempt, until: nowMs + timing.openMs },
    effects: [{ do: 'open', socket }],
  };
}

function greet(now: Connection & { is: 'connecting' }, nowMs: number): Step {
  const { socket, attempt } = now;
  return {
    connection: { is: 'greeting', socket, attempt, until: nowMs + timing.greetMs },
    effects: [{ do: 'hello', socket }],
  };
}

function heard(now: Connection, welcome: boolean, nowMs: number): Step {
  if (now.is === 'live') return stay({ ...now, lastHeard: nowMs, pingedAt: undefined });
  if (now.is !== 'greeting' || !welcome) return stay(now);
  const { socket, attempt } = now;
  return stay({ is: 'live', socket, attempt, since: nowMs, lastHeard: nowMs });
}

function nudge(now: Connection, nowMs: number): Step {
  if (now.is === 'waiting') return connect(now.socket, now.attempt, nowMs);
  if (now.is === 'live' && now.pingedAt === undefined) return ping(now, nowMs);
  // An attempt begun on the old line may never end; one just begun on the new one must be left alone.
  if (now.is === 'connecting' && nowMs - (now.until - timing.openMs) >= timing.impatientMs) {
    const again = connect(now.socket, now.attempt, nowMs);
    return { ...again, effects: [...closing(now), ...again.effects] };
  }
  return stay(now);
}

function tick(now: Connection, nowMs: number, random: number): Step {
  const due = nextTickMs(now);
  if (due === undefined || nowMs < due) return stay(now);
  if (now.is === 'waiting') return connect(now.socket, now.attempt, nowMs);
  if (now.is === 'live' && now.pingedAt === undefined) return ping(now, nowMs);
  return wait(now, nowMs, random, closing(now));
}

function ping(now: Connection & { is: 'live' }, nowMs: number): Step {
  return { connection: { ...now, pingedAt: nowMs }, effects: [{ do: 'ping', socket: now.socket }] };
}

// A room that welcomes and then hangs up at once is not a good connection: its attempts go on counting.
function wait(now: Connection, nowMs: number, random: number, effects: Effect[]): Step {
  const steady = now.is === 'live' && nowMs - now.since >= timing.steadyMs;
  const attempt = steady || !('attempt' in now) ? 0 : now.attempt;
  const until = nowMs + backoffMs(attempt, random);
  return { connection: { is: 'waiting', socket: now.socket, attempt: attempt + 1, until }, effects };
}

function closing(now: Connection): Effect[] {
  return hasSocket(now) ? [{ do: 'close', socket: now.socket }] : [];
}

function hasSocket(now: Connection): boolean {
  return now.is === 'connecting' || now.is === 'greeting' || now.is === 'live';
}
