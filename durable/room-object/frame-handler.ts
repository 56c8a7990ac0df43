import { closeCodes, retryAfterReason } from '../../protocol/close-codes.ts';
import type { Refused } from '../../protocol/down.ts';
import { limits } from '../../protocol/limits.ts';
import type { Message, Person } from '../../protocol/message.ts';
import { refusalSentences, type WireRefusal } from '../../protocol/refusals.ts';
import { isAtLeast } from '../../protocol/roles.ts';
import type { Verdict } from '../../protocol/rooms.ts';
import type {
  Act,
  AwayFrame,
  Cancel,
  Hello,
  Page,
  Read,
  ReadThread,
  UnknownAct,
  Up,
} from '../../protocol/up.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { logFault } from '../log.ts';
import type { RateLimits } from '../room/rate-limits.ts';
import type { Room } from '../room/room.ts';
import type { Admission } from './admission.ts';
import { attachmentOf } from './attachment.ts';
import type { FirstTraces } from './first-traces.ts';
import { MentionedPeople } from './mentioned-people.ts';
import type { ReadMarks } from './read-marks.ts';
import type { Sockets } from './sockets.ts';
import type { Told, ToldWelcome } from './told.ts';

type TooFast = NonNullable<ReturnType<RateLimits['page']>>;

/** An act that was heard and is not decided yet. */
type Heard = { socket: WebSocket; act: Act };
/** What became of it: told to everybody, or to its sender alone. */
type Decided = { socket: WebSocket; event: Told; isNews: boolean };

/** Where the room has a hand in a turn. */
export type TurnHooks = {
  /** Runs what ends a turn: decides what was heard in it, and tells what came of it. */
  turn(end: () => void): void;
  /** Something new was written and told. */
  published(): void;
  /** Something was said, written and told. */
  said(message: Message): void;
};

/**
 * What is said over the sockets of a room, and what the room answers. Acts that are heard in one turn are decided at its
 * end, in the order they were heard: written in one transaction and told in one frame to each socket, since a frame costs
 * as much with one word in it as with fifty. Whatever else happens comes after what was heard before it: see `settle`.
 */
export class FrameHandler {
  readonly #room: Room;
  readonly #sockets: Sockets;
  readonly #admission: Admission;
  readonly #rates: RateLimits;
  readonly #traces: FirstTraces;
  readonly #mentioned: MentionedPeople;
  readonly #hooks: TurnHooks;
  readonly #reads: Pick<ReadMarks, 'read' | 'readThread' | 'said' | 'ended'>;
  /** When each line said last that its person is writing. */
  readonly #typedAt = new WeakMap<WebSocket, number>();
  #heard: Heard[] = [];
  #endsSoon = false;

  constructor(
    room: Room,
    sockets: Sockets,
    admission: Admission,
    rates: RateLimits,
    traces: FirstTraces,
    hooks: TurnHooks,
    reads: Pick<ReadMarks, 'read' | 'readThread' | 'said' | 'ended'>,
  ) {
    this.#room = room;
    this.#sockets = sockets;
    this.#admission = admission;
    this.#rates = rates;
    this.#traces = traces;
    this.#mentioned = new MentionedPeople(room.store.people, sockets, traces);
    this.#hooks = hooks;
    this.#reads = reads;
  }

  /**
   * Ends the turn now: to be called before anything is done or told that is not an act on a socket, so that it comes after
   * all that was heard before.
   */
  settle(): void {
    if (this.#heard.length === 0) return;
    this.#hooks.turn(() => {
      const heard = this.#heard;
      this.#heard = [];
      const failed = new Set<WebSocket>();
      this.#tell(this.#decide(heard, failed));
      for (const socket of failed) this.#sockets.close(socket, closeCodes.fault);
    });
  }

  /** Before anything but an act the turn is to be settled. */
  hear(socket: WebSocket, up: Up): void {
    const { is, listens } = attachmentOf(socket);
    if (up.t === 'hello') {
      if (is !== 'greeting') return this.#sockets.close(socket, closeCodes.helloTwice);
      if (up.v !== protocolVersion) this.#sockets.speakOlder(socket);
      return listens ? this.#welcomeListener(socket, up) : this.#welcome(socket, up);
    }
    if (is === 'greeting') return this.#sockets.close(socket, closeCodes.beforeHello);
    if (up.t === 'page') return this.#page(socket, up);
    if (listens) return this.#sockets.close(socket, closeCodes.noName);
    if (up.t === 'read' || up.t === 'read-thread') return this.#read(socket, up);
    if (up.t === 'typing') return this.#type(socket);
    if (up.t === 'away') return this.#setAway(socket, up);
    if (up.t === 'cancel' && !this.#traces.isWaiting(socket)) return this.#cancel(socket, up);
    this.#traces.leave(socket, () => this.#takeUp(socket, up));
  }

  /** An act of a kind that its sender knows and this build does not. The turn is to be settled before. */
  hearUnknown(socket: WebSocket, { t, id }: UnknownAct): void {
    const { is, listens, person } = attachmentOf(socket);
    if (is === 'greeting') return this.#sockets.close(socket, closeCodes.beforeHello);
    if (listens) return this.#sockets.close(socket, closeCodes.noName);
    this.#refuse(socket, { refused: 'unknown-act' }, { t, id });
    this.#closeWhen(socket, this.#rates.refuse(person.id));
  }

  #takeUp(socket: WebSocket, up: Act | Cancel): void {
    // It may have had to wait for the acts before it.
    if (attachmentOf(socket).is === 'gone') return;
    if (up.t === 'cancel') this.#cancel(socket, up);
    else this.#receive(socket, up);
  }

  /** A line has ended, for whatever reason. */
  ended(socket: WebSocket): void {
    this.#rates.lineEnded(attachmentOf(socket).person.id, socket);
    this.#reads.ended(socket);
  }

  /**
   * An act that did not come over a socket, by somebody who may be here.
   *
   * @param read what they did. It is asked for only if they are not too fast: to read a form takes a while
   */
  receive(by: Person, read: () => Act): Verdict {
    const tooFast = this.#rates.once(by.id);
    if (tooFast) return { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs };
    const act = read();
    const verdict = this.#room.messages.receive(by, act);
    if ('refused' in verdict) return verdict;
    this.#admission.meet(by);
    if (verdict.again) return verdict;
    this.#sockets.publish([eventOf(by, act, verdict)]);
    if (verdict.is !== 'reacted') this.#mentioned.note(verdict.message);
    if (verdict.is === 'said') this.#hooks.said(verdict.message);
    return verdict;
  }

  // One turn without an await: nothing can be said between what is replayed and what is heard live.
  #welcome(socket: WebSocket, hello: Hello): void {
    const before = attachmentOf(socket).person;
    const person = this.#admission.introduced(before);
    // The name by which they came in was looked at then, and nobody has taken it since: it was in use.
    const isAnother = person.name !== before.name;
    if (isAnother && this.#admission.troubleWithName(person))
      return this.#sockets.close(socket, closeCodes.nameTaken);
    const { news, came } = this.#sockets.join(socket, person);
    const { role } = attachmentOf(socket);
    if (news) this.#room.messages.meet(person);
    // Or they would come under another name each time.
    if (news && !this.#room.mayWrite(person)) {
      this.#traces.leave(socket, () => this.#room.store.people.note(person));
    }
    const mutedUntil = this.#room.mutedUntil(person.id);
    const report = isAtLeast(role, 'moderator') ? this.#room.store.audit.newestReport() : undefined;
    this.#sockets.send(socket, {
      ...this.#welcomeSince(hello, person),
      you: { ...person, role },
      ...(mutedUntil === undefined ? {} : { mutedUntil }),
      ...(report === undefined ? {} : { report }),
    });
    if (came) this.#sockets.came(person, socket);
    else if (news) this.#sockets.arrived(person);
  }

  // In one turn as well. Nobody is told of it: whoever listens is not here yet.
  #welcomeListener(socket: WebSocket, hello: Hello): void {
    this.#sockets.listen(socket);
    this.#sockets.send(socket, this.#welcomeSince(hello));
  }

  #welcomeSince({ since, sinceId }: Hello, you?: Person): ToldWelcome {
    const at = Date.now();
    const { messages, settings, pins } = this.#room;
    const roster = this.#sockets.roster(() => messages.speakers(), you?.id);
    return { t: 'welcome', at, ...roster, ...messages.since(since, sinceId, you), settings, ...pins };
  }

  // How fast it comes is seen as it comes; what becomes of it, at the end of the turn.
  #receive(socket: WebSocket, act: Act): void {
    const { person, session } = attachmentOf(socket);
    const of = { t: act.t, id: act.id };
    const from = { session: session.sid, line: socket, seen: act.after, head: this.#room.history.head() };
    const tooFast = this.#rates.act(person.id, act.id, from);
    if (tooFast) return this.#slowDown(socket, tooFast, of);
    this.#heard.push({ socket, act });
    if (this.#endsSoon) return;
    this.#endsSoon = true;
    // No later: a timer that is still to come keeps the room awake.
    setTimeout(() => {
      this.#endsSoon = false;
      this.settle();
    });
  }

  /** Who sent what failed is added to `failed`. What came after it on that line is not heard: it comes again with it. */
  #decide(heard: readonly Heard[], failed: Set<WebSocket>): Decided[] {
    const decided: Decided[] = [];
    const decideAll = () => {
      for (const one of heard) if (!failed.has(one.socket)) decided.push(this.#decideOne(one));
    };
    try {
      if (heard.length === 1) decideAll();
      else this.#room.store.atomically(decideAll);
      return decided;
    } catch (fault) {
      // Nothing of what was decided holds. One that fails takes no other with it, so each is by itself now.
      if (heard.length > 1) return heard.flatMap((one) => this.#decide([one], failed));
      logFault('message-fault', fault);
      for (const { socket } of heard) failed.add(socket);
      return [];
    }
  }

  #decideOne({ socket, act }: Heard): Decided {
    const { person } = attachmentOf(socket);
    const verdict = this.#room.messages.receive(person, act);
    if ('refused' in verdict) {
      return { socket, event: refusedEvent(verdict, { t: act.t, id: act.id }), isNews: false };
    }
    if (verdict.is === 'said') this.#reads.said(socket, verdict.message.seq);
    return { socket, event: eventOf(person, act, verdict), isNews: !verdict.again };
  }

  // Written, then sent, without an await between: the output gate holds the frames until the write is safe.
  #tell(decided: readonly Decided[]): void {
    const news = decided.filter(({ isNews }) => isNews).map(({ event }) => event);
    const answers = new Map<WebSocket, Told[]>();
    for (const { socket, event, isNews } of decided) {
      if (!isNews) answers.set(socket, [...(answers.get(socket) ?? []), event]);
    }
    this.#sockets.deliver(news, answers);
    for (const event of news)
      if (event.t === 'said' || event.t === 'changed') this.#mentioned.note(event.message);
    for (const event of news) if (event.t === 'said') this.#hooks.said(event.message);
    if (news.length > 0) this.#hooks.published();
  }

  // As often as pages may be asked for, which is far more often than anybody reads.
  #read(socket: WebSocket, read: Read | ReadThread): void {
    const tooFast = this.#rates.page(attachmentOf(socket).person.id);
    if (tooFast) this.#closeWhen(socket, tooFast);
    else if (read.t === 'read') this.#reads.read(socket, read);
    else this.#reads.readThread(socket, read);
  }

  // Nothing of it is kept, and it wakes nobody else: a room that slept is awake by its sender's own frame alone.
  #type(socket: WebSocket): void {
    const { person } = attachmentOf(socket);
    const tooFast = this.#rates.page(person.id);
    if (tooFast) return this.#closeWhen(socket, tooFast);
    if (this.#sockets.here() > limits.typingPeople || !this.#room.mayWrite(person)) return;
    const now = Date.now();
    if (now - (this.#typedAt.get(socket) ?? 0) < limits.typingEveryMs / 2) return;
    this.#typedAt.set(socket, now);
    this.#sockets.publish([{ t: 'typing', person: person.id }], socket);
  }

  #setAway(socket: WebSocket, { is }: AwayFrame): void {
    const tooFast = this.#rates.page(attachmentOf(socket).person.id);
    if (tooFast) this.#closeWhen(socket, tooFast);
    else this.#sockets.setAway(socket, is);
  }

  // What holds up nothing is not worth a frame: too many of those close the line as too many refusals do.
  #cancel(socket: WebSocket, { id }: Cancel): void {
    const { person, session } = attachmentOf(socket);
    if (this.#rates.cancel(person.id, id, { session: session.sid })) return;
    this.#closeWhen(socket, this.#rates.refuse(person.id));
  }

  #page(socket: WebSocket, { before, thread }: Page): void {
    const of = { t: 'page', before, ...(thread !== undefined && { thread }) } as const;
    const { person, listens } = attachmentOf(socket);
    const tooFast = this.#rates.page(person.id);
    if (tooFast) return this.#slowDown(socket, tooFast, of);
    const { messages } = this.#room;
    const you = listens ? undefined : person;
    const page = thread === undefined ? messages.page(before, you) : messages.threadPage(thread, before, you);
    if ('refused' in page) return this.#refuse(socket, page, of);
    this.#sockets.send(socket, { t: 'paged', ...page, ...(thread !== undefined && { thread }) });
  }

  #slowDown(socket: WebSocket, tooFast: TooFast, of: Refused['of']): void {
    this.#refuse(socket, { refused: 'too-fast', retryAfterMs: tooFast.retryAfterMs }, of);
    this.#closeWhen(socket, tooFast);
  }

  #closeWhen(socket: WebSocket, { tooMany, retryAfterMs }: TooFast): void {
    if (!tooMany) return;
    this.settle();
    this.#sockets.close(socket, closeCodes.tooFast, retryAfterReason(Math.ceil(retryAfterMs / 1_000)));
  }

  #refuse(socket: WebSocket, refusal: WireRefusal, of: Refused['of']): void {
    this.#sockets.send(socket, refusedEvent(refusal, of));
  }
}

function refusedEvent({ refused: reason, retryAfterMs }: WireRefusal, of: Refused['of']): Told {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { t: 'refused', reason, sentence: refusalSentences[reason], ...wait, of };
}

function eventOf({ role: _, ...by }: Person, { id }: Act, verdict: Exclude<Verdict, WireRefusal>): Told {
  const { message, again } = verdict;
  if (verdict.is === 'reacted') {
    const { emoji, on } = verdict;
    // To whoever sent it again: how it stands now, since the place in the order is another's.
    if (again) return { t: 'changed', id, by: by.id, message, kinds: ['reactions'] };
    return { t: 'reacted', id, by, message, emoji, on };
  }
  const root = verdict.root && { root: verdict.root };
  if (verdict.is === 'changed') return { t: 'changed', id, by: by.id, message, ...root };
  const { quoted } = verdict;
  return { t: 'said', message, ...(quoted && { quoted }), ...root };
}
