import { afterClose } from '../protocol/close-codes.ts';
import { backoffMs, timing } from './timing.ts';

/**
 * The connection to a room as a pure machine: what is, and what happens, make what is next and what to do.
 * Sockets are numbered, and whatever an older socket still has to say is not heard. Times are milliseconds
 * by a clock that nobody sets back.
 */
export type Connection = { socket: number } & (
  | { is: 'idle'; notBefore: number }
  | { is: 'connecting'; attempt: number; until: number }
  | { is: 'greeting'; attempt: number; until: number }
  /** `pongBy` is there while a pong is waited for. */
  | { is: 'live'; attempt: number; since: number; pingAt: number; pongBy?: number }
  /** Until `notBefore`, for which the room asked, not even a nudge tries again. */
  | { is: 'waiting'; attempt: number; until: number; notBefore: number }
  /** `code`: that of the close which said so. */
  | { is: 'stopped'; because: StopReason; code?: number }
);

/**
 * `reload`: the page is older than the room. `introduce`: a name must be given first. `leave`: the room is not open
 * to this person (any more). `stop`: our own bug.
 */
export type StopReason = 'stop' | 'reload' | 'introduce' | 'leave';

export type ConnectionEvent =
  /** Also after a stop: somebody has done something about it. */
  | { t: 'start' }
  /** The page goes away, perhaps to come back from the browser's memory. */
  | { t: 'pause' }
  /** The line may be back, or the person is: try at once, or see whether the line still holds. */
  | { t: 'nudge' }
  /** The line may be gone: see whether it still holds. */
  | { t: 'doubt' }
  | { t: 'tick' }
  | { t: 'opened'; socket: number }
  | { t: 'heard'; socket: number; welcome: boolean }
  | { t: 'garbled'; socket: number }
  /** Something between what was heard and what is held is missing. */
  | { t: 'skipped'; socket: number }
  /** `speaksOlder`: the room did not know our version of the protocol, and there is an older one to try. */
  | { t: 'closed'; socket: number; code: number; retryAfterMs?: number | undefined; speaksOlder?: boolean };

/** When it happens, what chance says (from 0 up to, not including, 1), and how many are in the room. */
export type Moment = { nowMs: number; random: number; crowd: number };

export type Effect = { do: 'open' | 'hello' | 'ping' | 'close'; socket: number };

export type Step = { connection: Connection; effects: Effect[] };

export const idle: Connection = { is: 'idle', socket: 0, notBefore: 0 };

export function step(now: Connection, event: ConnectionEvent, moment: Moment): Step {
  // Whatever belongs to a socket that was given up already.
  if ('socket' in event && (event.socket !== now.socket || !hasSocket(now))) return stay(now);
  switch (event.t) {
    case 'start':
      return start(now, moment);
    case 'pause':
      return pause(now);
    case 'nudge':
      return nudge(now, moment);
    case 'doubt':
      return now.is === 'live' ? ping(now, moment) : stay(now);
    case 'tick':
      return tick(now, moment);
    case 'opened':
      return now.is === 'connecting' ? greet(now, moment) : stay(now);
    case 'heard':
      return heard(now, event.welcome, moment);
    case 'garbled':
      return { connection: { is: 'stopped', socket: now.socket, because: 'reload' }, effects: closing(now) };
    case 'skipped':
      return lose(now, moment);
    case 'closed': {
      const then = afterClose(event.code);
      if (then === 'retry' || event.speaksOlder) return wait(now, moment, event.retryAfterMs);
      return stay({ is: 'stopped', socket: now.socket, because: then, code: event.code });
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
      return Math.min(now.pingAt, now.pongBy ?? Number.POSITIVE_INFINITY);
    default:
      return undefined;
  }
}

/** Whether its newest socket is in use, and not given up. */
export function hasSocket(now: Connection): boolean {
  return now.is === 'connecting' || now.is === 'greeting' || now.is === 'live';
}

function stay(connection: Connection): Step {
  return { connection, effects: [] };
}

function connect(lastSocket: number, attempt: number, { nowMs }: Moment): Step {
  const socket = lastSocket + 1;
  return {
    connection: { is: 'connecting', socket, attempt, until: nowMs + timing.openMs },
    effects: [{ do: 'open', socket }],
  };
}

function start(now: Connection, moment: Moment): Step {
  if (now.is === 'stopped') return connect(now.socket, 0, moment);
  if (now.is !== 'idle') return stay(now);
  const { socket, notBefore } = now;
  if (moment.nowMs >= notBefore) return connect(socket, 0, moment);
  const until = notBefore + backoffMs(0, moment.random, moment.crowd);
  return stay({ is: 'waiting', socket, attempt: 0, until, notBefore });
}

function pause(now: Connection): Step {
  if (now.is === 'stopped') return stay(now);
  const notBefore = 'notBefore' in now ? now.notBefore : 0;
  return { connection: { is: 'idle', socket: now.socket, notBefore }, effects: closing(now) };
}

function greet({ socket, attempt }: Connection & { is: 'connecting' }, { nowMs }: Moment): Step {
  return {
    connection: { is: 'greeting', socket, attempt, until: nowMs + timing.greetMs },
    effects: [{ do: 'hello', socket }],
  };
}

function heard(now: Connection, welcome: boolean, { nowMs }: Moment): Step {
  if (now.is === 'live') {
    const { pongBy, ...well } = now;
    return stay(well);
  }
  if (now.is !== 'greeting' || !welcome) return stay(now);
  const { socket, attempt } = now;
  return stay({ is: 'live', socket, attempt, since: nowMs, pingAt: nowMs + timing.pingMs });
}

function nudge(now: Connection, moment: Moment): Step {
  if (now.is === 'waiting') return tryAgain(now, moment);
  if (now.is === 'live') return ping(now, moment);
  // An attempt begun on the old line may never end; one just begun on the new one must be left alone.
  if (
    (now.is === 'connecting' || now.is === 'greeting') &&
    moment.nowMs - begunAt(now) >= timing.impatientMs
  ) {
    const again = connect(now.socket, now.attempt, moment);
    return { ...again, effects: [...closing(now), ...again.effects] };
  }
  return stay(now);
}

function tick(now: Connection, moment: Moment): Step {
  const due = nextTickMs(now);
  if (due === undefined || moment.nowMs < due) return stay(now);
  if (now.is === 'waiting') return connect(now.socket, now.attempt, moment);
  if (now.is === 'live' && now.pongBy === undefined) return ping(now, moment);
  return lose(now, moment);
}

function lose(now: Connection, moment: Moment): Step {
  return { ...wait(now, moment), effects: closing(now) };
}

function tryAgain(now: Connection & { is: 'waiting' }, moment: Moment): Step {
  if (moment.nowMs >= now.notBefore) return connect(now.socket, now.attempt, moment);
  return stay(now);
}

function ping(now: Connection & { is: 'live' }, { nowMs }: Moment): Step {
  // Asked already, and not yet answered.
  if (now.pongBy !== undefined) return stay(now);
  return {
    connection: { ...now, pingAt: nowMs + timing.pingMs, pongBy: nowMs + timing.pongMs },
    effects: [{ do: 'ping', socket: now.socket }],
  };
}

// A room that welcomes and then hangs up at once is not a good connection: its attempts go on counting.
function wait(now: Connection, { nowMs, random, crowd }: Moment, retryAfterMs = 0): Step {
  const steady = now.is === 'live' && nowMs - now.since >= timing.steadyMs;
  const attempt = steady || !('attempt' in now) ? 0 : now.attempt;
  const notBefore = nowMs + Math.min(retryAfterMs, timing.longestRetryAfterMs);
  const until = notBefore + backoffMs(attempt, random, crowd);
  return stay({ is: 'waiting', socket: now.socket, attempt: attempt + 1, until, notBefore });
}

function begunAt(now: Connection & { is: 'connecting' | 'greeting' }): number {
  return now.until - (now.is === 'connecting' ? timing.openMs : timing.greetMs);
}

function closing(now: Connection): Effect[] {
  return hasSocket(now) ? [{ do: 'close', socket: now.socket }] : [];
}
