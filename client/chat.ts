import type { Event, Refused, Welcome } from '../protocol/down.ts';
import { heartbeat } from '../protocol/limits.ts';
import type { Message, MessageId, Person, Seq, Stretch } from '../protocol/message.ts';
import { parseDown } from '../protocol/parse.ts';
import type { Reason, Refusal } from '../protocol/refusals.ts';
import type { Up } from '../protocol/up.ts';
import { protocolVersion } from '../protocol/version.ts';
import { tidyText } from '../protocol/words.ts';
import { type Connection, type Effect, type Happening, idle, nextTickMs, step } from './connection.ts';
import { Outbox, type Unsent } from './outbox.ts';
import { PagesWanted } from './pages-wanted.ts';
import type { Ports, Wire } from './ports.ts';
import { Roster } from './roster.ts';
import { Timeline } from './timeline.ts';

/** What a page already holds of the room when the chat begins. */
export type Beginning = {
  you: Person;
  present: readonly Person[];
  stretch: Stretch;
  /** Words that an earlier chat in this room still held. */
  unsent?: readonly Unsent[];
};

/** Worth telling a person who does not see it. Messages come oldest first and are never their own. */
export type News =
  | { t: 'said'; messages: Message[] }
  | { t: 'arrived'; person: Person }
  | { t: 'left'; person: Person }
  | { t: 'refused'; reason: Reason };

/** One person's chat in one room: keeps the connection, the history, the unsent words and the roster. */
export class Chat {
  readonly timeline = new Timeline();
  readonly outbox: Outbox;
  readonly roster: Roster;
  readonly #ports: Ports;
  #you: Person;
  #connection: Connection = idle;
  #roomAheadMs = 0;
  #wire: Wire | undefined;
  #stopTimer = () => {};
  readonly #pages = new PagesWanted();

  constructor(ports: Ports, { you, present, stretch, unsent }: Beginning) {
    this.#ports = ports;
    this.#you = you;
    this.outbox = new Outbox(unsent);
    this.roster = new Roster(present);
    this.timeline.add(stretch);
  }

  get you(): Person {
    return this.#you;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** What time it is in the room, once it said so. Most clocks are a little off, and only more is made up for. */
  get now(): number {
    return this.#ports.now() + this.#roomAheadMs;
  }

  start = () => this.#happen({ t: 'start' });
  pause = () => this.#happen({ t: 'pause' });
  nudge = () => this.#happen({ t: 'nudge' });

  /** Keeps the words and sends them as soon as the line allows. Undefined when they were taken. */
  say(raw: string): Refusal | undefined {
    const tidied = tidyText(raw);
    if ('refused' in tidied) return tidied;
    this.outbox.add(this.#ports.newId(), tidied.text, this.now);
    this.#flush();
    this.#ports.changed();
    return undefined;
  }

  /** Says refused words once more, as a new message: the refusal has ended the old one. */
  retry(id: MessageId): void {
    const failed = this.outbox.find(id);
    if (failed?.is !== 'failed') return;
    this.outbox.release(id);
    this.say(failed.text);
  }

  discard(id: MessageId): void {
    this.outbox.release(id);
    this.#ports.changed();
  }

  /** Fetches the page just before a seq; now, or when the line is back. */
  fetch(before: Seq): void {
    this.#pages.want(before);
    this.#askForPages();
  }

  #happen(happening: Happening): void {
    const { connection, effects } = step(
      this.#connection,
      happening,
      this.#ports.elapsed(),
      this.#ports.random(),
    );
    const was = this.#connection;
    this.#connection = connection;
    for (const effect of effects) this.#perform(effect);
    if (was.is === 'live' && connection.is !== 'live') this.#lose();
    this.#setTimer();
    if (was.is !== connection.is) this.#ports.changed();
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'open':
        this.#wire = this.#ports.open({
          opened: () => this.#happen({ t: 'opened', socket: effect.socket }),
          heard: (frame) => this.#hear(frame, effect.socket),
          closed: (code) => this.#happen({ t: 'closed', socket: effect.socket, code }),
        });
        break;
      case 'hello':
        this.#send({ t: 'hello', v: protocolVersion, since: this.timeline.upTo });
        break;
      case 'ping':
        this.#wire?.send(heartbeat.ping);
        break;
      case 'close':
        this.#wire?.close();
        break;
    }
  }

  #setTimer(): void {
    this.#stopTimer();
    const due = nextTickMs(this.#connection);
    if (due === undefined) return;
    this.#stopTimer = this.#ports.after(Math.max(0, due - this.#ports.elapsed()), () =>
      this.#happen({ t: 'tick' }),
    );
  }

  #lose(): void {
    this.outbox.requeue();
    this.#pages.askAgain();
  }

  #hear(frame: unknown, socket: number): void {
    // A frame of a socket that was given up says nothing about the one in use.
    if (socket !== this.#connection.socket) return;
    if (frame === heartbeat.pong) return this.#happen({ t: 'heard', socket, welcome: false });
    const events = parseDown(frame);
    if (!events) return this.#happen({ t: 'garbled', socket });
    for (const event of events) this.#take(event);
    this.#happen({ t: 'heard', socket, welcome: events.some((event) => event.t === 'welcome') });
    if (this.#connection.is === 'live') {
      this.#flush();
      this.#askForPages();
    }
    this.#ports.changed();
  }

  #take(event: Event): void {
    switch (event.t) {
      case 'welcome':
        return this.#enter(event);
      case 'said':
        return this.#settle(this.timeline.said(event.message) ? [event.message] : [], [event.message]);
      case 'paged':
        return this.#file(event);
      case 'arrived':
        return this.#meet(event.person);
      case 'left': {
        const person = this.roster.left(event.person);
        return person && this.#ports.news({ t: 'left', person });
      }
      case 'refused':
        return this.#refused(event);
    }
  }

  #enter(welcome: Welcome): void {
    this.#you = welcome.you;
    const aheadMs = welcome.at - this.#ports.now();
    this.#roomAheadMs = Math.abs(aheadMs) < tolerableMs ? 0 : aheadMs;
    this.roster.replace(welcome.present);
    // The room ends before what was seen here: it was restored to an earlier day, and starts over.
    if (welcome.upTo < this.timeline.upTo) this.timeline.clear();
    this.#settle(this.timeline.add(welcome), welcome.messages);
  }

  // Someone who is here already has only changed their name, perhaps in another tab of one's own.
  #meet(person: Person): void {
    this.timeline.meet(person);
    if (person.id === this.#you.id) this.#you = person;
    if (this.roster.arrived(person)) this.#ports.news({ t: 'arrived', person });
  }

  // What was said long ago is no news, but words of one's own may be among it.
  #file(page: Stretch): void {
    this.#pages.answered(page.upTo + 1);
    this.#settle([], this.timeline.add(page));
  }

  #settle(fresh: Message[], confirmed: Message[]): void {
    for (const { id, by } of confirmed) if (by.id === this.#you.id) this.outbox.release(id);
    const messages = fresh.filter(({ by }) => by.id !== this.#you.id);
    if (messages.length > 0) this.#ports.news({ t: 'said', messages });
  }

  #refused({ of, reason }: Refused): void {
    if (of.t === 'page') return this.#pages.answered(of.before);
    this.outbox.refuse(of.id, reason);
    this.#ports.news({ t: 'refused', reason });
  }

  #flush(): void {
    if (this.#connection.is !== 'live') return;
    for (const { id, text, after } of this.outbox.takeQueued(this.timeline.upTo)) {
      this.#send({ t: 'say', id, text, after });
    }
  }

  #askForPages(): void {
    if (this.#connection.is !== 'live') return;
    for (const before of this.#pages.takeUnasked()) this.#send({ t: 'page', before });
  }

  #send(up: Up): void {
    this.#wire?.send(JSON.stringify(up));
  }
}

const tolerableMs = 60_000;
