import type { Env } from '../../durable/env.ts';
import { RateLimits } from '../../durable/room/rate-limits.ts';
import { RoomObject as RealRoom } from '../../durable/room-object/room-object.ts';
import type { StoredPlace } from '../history.ts';

const fullDisk = 'The disk is full, says the harness.';

/** Clients live faster here (see faults/pace.ts) and do a lot; a room no more patient than this refuses some of it. */
const paceSpeed = 3;

// A room is put to sleep here in the midst of talk. Outside, that takes ten seconds in which nobody is heard, and by
// then there is nothing left that a pace would have to remember. So here they outlive it.
const pacesOf = new Map<string, RateLimits>();

/** A real room that can be made to break at the worst of moments. */
export class RoomObject extends RealRoom {
  /** In which part of the next act's turn it aborts: once it was heard, or once it was written. */
  #actsInTurn = 0;
  #aborts: 'heard' | 'written' | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, waitingForPeople(env));
    makeWritesFail(ctx.storage.sql);
  }

  protected override newRateLimits(): RateLimits {
    const room = this.ctx.id.toString();
    const paces = pacesOf.get(room) ?? new RateLimits(() => Date.now() * paceSpeed);
    pacesOf.set(room, paces);
    return paces;
  }

  override act(...given: Parameters<RealRoom['act']>): ReturnType<RealRoom['act']> {
    return underWay(() => super.act(...given));
  }

  /** The object is thrown away as it is, and its sockets with it. */
  abort(): void {
    this.ctx.abort('The harness wanted it.');
  }

  /**
   * Aborts in the very turn of the next act: before it is written, or when what was written is not safe yet, and must not
   * have been told. Each in its turn.
   */
  abortAfterNextAct(): void {
    this.#aborts = abortsOnceHeard ? 'heard' : 'written';
    abortsOnceHeard = !abortsOnceHeard;
  }

  /**
   * In the next turn or frame that writes so often, the n-th statement that would write throws, as on a full disk; and once
   * more when the same is tried again in that turn. Every other time only in a turn of one act, which no transaction around
   * several of them protects.
   */
  failAWrite(nth: number): void {
    failing = nth;
    failsAlone = !failsAlone;
  }

  /** Every place in the order that was given out, as it is stored. */
  places(): StoredPlace[] {
    const { sql } = this.ctx.storage;
    const exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'acts'").toArray().length > 0;
    if (!exists) return [];
    const messages = 'SELECT seq, id, person AS "by", NULL AS "of", in_thread AS root FROM messages';
    const changes = 'SELECT seq, id, person AS "by", message AS "of", NULL AS root FROM acts';
    return sql.exec<StoredPlace>(`${messages} UNION ALL ${changes} ORDER BY seq`).toArray();
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    beginWriting();
    if (isAct(frame)) this.#actsInTurn += 1;
    super.webSocketMessage(socket, frame);
    if (this.#aborts === 'heard' && isAct(frame)) this.abort();
  }

  protected override turn(end: () => void): void {
    beginWriting();
    isSpared = failsAlone && this.#actsInTurn > 1;
    this.#actsInTurn = 0;
    super.turn(end);
    isSpared = false;
    if (this.#aborts === 'written') this.abort();
  }
}

function isAct(frame: string | ArrayBuffer): boolean {
  return typeof frame === 'string' && /^\{"t":"(say|edit|delete)"/.test(frame);
}

// Outside, a room does not go to sleep while somebody waits for an answer, nor while it waits for one itself: for somebody's object,
// before their first words. Here it would, and forget what it had heard.
let requests = 0;

async function underWay<T>(ask: () => Promise<T>): Promise<T> {
  requests += 1;
  try {
    return await ask();
  } finally {
    requests -= 1;
  }
}

function waitingForPeople(env: Env): Env {
  const getByName = (id: string) => {
    const stub = env.PERSON.getByName(id);
    const asked = {
      get: (_: object, name: keyof typeof stub) =>
        name === 'enter'
          ? (...given: Parameters<typeof stub.enter>) => underWay(async () => stub.enter(...given))
          : stub[name],
    };
    return new Proxy({}, asked as ProxyHandler<object>);
  };
  return { ...env, PERSON: { getByName } as unknown as Env['PERSON'] };
}

/** Until nobody waits for the answer to a request. */
export async function untilUnasked(): Promise<void> {
  for (let looks = 0; looks < 100 && requests > 0; looks += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Which write of a frame is to fail; 0 for none. */
let failing = 0;
let writes = 0;
let failed: string | undefined;
let abortsOnceHeard = false;
let failsAlone = false;
let isSpared = false;

function beginWriting(): void {
  writes = 0;
  failed = undefined;
}

let patched = false;

// The storage belongs to the runtime and cannot be replaced, but all of them share one prototype.
function makeWritesFail(sql: SqlStorage): void {
  if (patched) return;
  patched = true;
  const prototype = Object.getPrototypeOf(sql) as SqlStorage;
  const { exec } = prototype;
  prototype.exec = function (this: SqlStorage, statement: string, ...bindings: unknown[]) {
    // Places and times are others when it is tried again.
    const what = `${statement} ${bindings.filter((binding) => typeof binding === 'string')}`;
    if (isWrite(statement) && !isSpared && (what === failed || ++writes === failing)) {
      failing = 0;
      failed = what;
      throw new Error(fullDisk);
    }
    return exec.call(this, statement, ...bindings);
  } as SqlStorage['exec'];
}

function isWrite(statement: string): boolean {
  return /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i.test(statement);
}
