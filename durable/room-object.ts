import { DurableObject } from 'cloudflare:workers';
import { type CloseCode, closeCodes } from '../protocol/close-codes.ts';
import type { Event, Refused } from '../protocol/down.ts';
import { heartbeat } from '../protocol/limits.ts';
import type { Person, Seq } from '../protocol/message.ts';
import { parseUp } from '../protocol/parse.ts';
import { type Refusal, refusalSentences } from '../protocol/refusals.ts';
import type { Glance, Verdict } from '../protocol/rooms.ts';
import type { Act, Hello, Page, Say, Up } from '../protocol/up.ts';
import { attach, attachmentOf } from './attachment.ts';
import { log, logFault } from './log.ts';
import { Room } from './room/room.ts';
import { Sockets } from './sockets.ts';
import { isUntouched } from './storage/migrate.ts';
import { SqliteHistory } from './storage/sqlite-history.ts';
import type { Env } from './worker.ts';

/** The header in which the Worker, having checked the cookie, says who is knocking. */
export const personHeader = 'x-lull-person';

/**
 * One room: joins its rules, its storage and its sockets. Only the Worker can reach it, so it believes what
 * the Worker says about who is asking.
 *
 * After 10 s without an event it leaves memory, sockets stay open, and the next event constructs it anew:
 * nothing may live only here.
 */
export class RoomObject extends DurableObject<Env> {
  #room: Room;
  readonly #sockets: Sockets;
  /** An alarm is known to be set. It may be set without this being known: the room may just have woken. */
  #watches = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#room = this.#asStored();
    this.#sockets = new Sockets(ctx);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(heartbeat.ping, heartbeat.pong));
    log('room-woke', { room: ctx.id.toString() });
  }

  /** The newest page, or the one before a seq. */
  glance(before?: Seq): Glance | Refusal {
    const stretch = before === undefined ? this.#room.newest() : this.#room.page(before);
    return 'refused' in stretch ? stretch : { stretch, present: this.#sockets.present(Date.now()) };
  }

  /** For someone without a socket, that is, without JavaScript. */
  receive(by: Person, say: Omit<Say, 't'>): Verdict {
    const act: Say = { t: 'say', ...say };
    const verdict = this.#room.receive(by, act);
    if (this.#sockets.rename(by).news) {
      this.#room.meet(by);
      this.#sockets.broadcast({ t: 'arrived', person: by });
    }
    if ('message' in verdict && !verdict.again) this.#sockets.broadcast(eventOf(by, act, verdict));
    return verdict;
  }

  override fetch(request: Request): Response {
    const person = JSON.parse(decodeURIComponent(request.headers.get(personHeader) ?? '')) as Person;
    const { 0: theirs, 1: ours } = new WebSocketPair();
    this.ctx.acceptWebSocket(ours);
    attach(ours, { person, is: 'greeting', openedAt: Date.now() });
    return new Response(null, { status: 101, webSocket: theirs });
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer): void {
    try {
      if (attachmentOf(socket).is === 'gone') return;
      const parsed = parseUp(frame);
      if ('broken' in parsed) this.#dismiss(socket, parsed.broken);
      else this.#hear(socket, parsed.up);
    } catch (fault) {
      logFault('message-fault', fault);
      this.#dismiss(socket, closeCodes.fault);
    }
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    this.#sockets.answerClose(socket, code);
    this.#leave(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#leave(socket);
  }

  /** Looks for those whose lines have died. There is an alarm only while somebody is there to see them go. */
  override async alarm(): Promise<void> {
    this.#watches = false;
    // It may have been set while the last one left.
    await this.#tidy();
    this.#sweep();
    await this.#watch();
  }

  #hear(socket: WebSocket, up: Up): void {
    const greeted = attachmentOf(socket).is === 'joined';
    if (up.t === 'hello')
      return greeted ? this.#dismiss(socket, closeCodes.helloTwice) : this.#welcome(socket, up);
    if (!greeted) return this.#dismiss(socket, closeCodes.beforeHello);
    return up.t === 'page' ? this.#page(socket, up) : this.#receive(socket, up);
  }

  // One turn without an await: nothing can be said between what is replayed and what is heard live.
  #welcome(socket: WebSocket, hello: Hello): void {
    this.#sweep();
    const { person, is } = attachmentOf(socket);
    // It kept its hello to itself for so long that it was swept away too.
    if (is === 'gone') return;
    const { news } = this.#sockets.join(socket);
    if (news) this.#room.meet(person);
    const present = this.#sockets.present(Date.now());
    const missed = this.#room.since(hello.since);
    this.#sockets.send(socket, { t: 'welcome', at: Date.now(), you: person, present, ...missed });
    if (news) this.#sockets.broadcast({ t: 'arrived', person }, socket);
    this.#watch().catch((fault) => logFault('watch-fault', fault));
  }

  // Written, then sent, without an await between: the output gate holds the frames until the write is safe.
  #receive(socket: WebSocket, act: Act): void {
    const { person } = attachmentOf(socket);
    const verdict = this.#room.receive(person, act);
    if ('refused' in verdict) return this.#refuse(socket, verdict, { t: act.t, id: act.id });
    const event = eventOf(person, act, verdict);
    if (verdict.again) this.#sockets.send(socket, event);
    else this.#sockets.broadcast(event);
  }

  #page(socket: WebSocket, { before }: Page): void {
    const page = this.#room.page(before);
    if ('refused' in page) return this.#refuse(socket, page, { t: 'page', before });
    this.#sockets.send(socket, { t: 'paged', ...page });
  }

  #refuse(socket: WebSocket, { refused: reason }: Refusal, of: Refused['of']): void {
    this.#sockets.send(socket, { t: 'refused', reason, sentence: refusalSentences[reason], of });
  }

  #dismiss(socket: WebSocket, code: CloseCode): void {
    this.#sockets.close(socket, code);
    this.#leave(socket);
  }

  #sweep(): void {
    for (const socket of this.#sockets.silent(Date.now())) {
      this.#dismiss(socket, attachmentOf(socket).is === 'joined' ? closeCodes.silent : closeCodes.noHello);
    }
  }

  async #watch(): Promise<void> {
    if (this.#watches) return;
    const due = this.#sockets.nextDeath(Date.now());
    if (due === undefined) return;
    this.#watches = true;
    try {
      if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(due);
    } catch (fault) {
      this.#watches = false;
      throw fault;
    }
  }

  #leave(socket: WebSocket): void {
    const { id } = attachmentOf(socket).person;
    if (this.#sockets.leave(socket).news) this.#sockets.broadcast({ t: 'left', person: id });
    this.#tidy().catch((fault) => logFault('tidy-fault', fault));
  }

  /** Leaves no trace of an alarm, nor of a first message that failed, in a room that holds nothing. */
  async #tidy(): Promise<void> {
    if (!this.#room.isEmpty || !this.#sockets.isEmpty || isUntouched(this.ctx.storage.sql)) return;
    // Whoever comes meanwhile waits, and finds a room that knows that its tables are gone.
    await this.ctx.blockConcurrencyWhile(async () => {
      await this.ctx.storage.deleteAll();
      this.#watches = false;
      this.#room = this.#asStored();
    });
  }

  #asStored(): Room {
    return new Room(new SqliteHistory(this.ctx.storage), Date.now);
  }
}

function eventOf({ id: by }: Person, { id }: Act, { is, message }: Exclude<Verdict, Refusal>): Event {
  return is === 'said' ? { t: 'said', message } : { t: 'changed', id, by, message };
}
