import type {
  Changed,
  Event,
  Paged,
  Present,
  Reacted,
  Refused,
  Said,
  UnknownEvent,
  Welcome,
} from '../protocol/down.ts';
import { limits } from '../protocol/limits.ts';
import {
  type ActId,
  type Change,
  isInList,
  type Message,
  type MessageRef,
  type Person,
  type PersonId,
  type Seq,
  type Stretch,
  type ThreadStretch,
  versionOf,
} from '../protocol/message.ts';
import type { WireRefusal } from '../protocol/refusals.ts';
import { isAtLeast, type Role } from '../protocol/roles.ts';
import type { Standing } from '../protocol/rooms.ts';
import type { Settings } from '../protocol/settings.ts';
import type { ActBody, ActKind, AwayFrame, Read, ReadThread, TypingFrame } from '../protocol/up.ts';
import { tidyText } from '../protocol/words.ts';
import { type Connection, hasSocket } from './connection.ts';
import { FollowedThread } from './followed-thread.ts';
import { HistoryRequests, type WantedPage } from './history-requests.ts';
import type { Outbox } from './outbox.ts';
import type { FailReason, Unsent } from './outbox-store.ts';
import type { Ports } from './ports.ts';
import { ReadMark } from './read-mark.ts';
import { RoomLine } from './room-line.ts';
import { Roster } from './roster.ts';
import { Sender } from './sender.ts';
import { type PersonLookup, Timeline } from './timeline.ts';

/** What a page already holds of the room when the chat begins. */
export type Beginning = Readonly<Present> & {
  /** Undefined for whoever has no name, and only listens. */
  you: Person | undefined;
  stretch: Stretch;
  /** What else of the list it holds: a page around a message from before. */
  around?: Stretch;
  settings: Settings;
  standing: Standing;
  /** The places of what is pinned, the newest pin first. */
  pins?: readonly Seq[];
  /** How far they have read, where that is known. */
  readUpTo?: Seq;
};

/** What words reply to, and in whose thread they are said; with `also` in the room's list as well. */
export type SayWhere = { reply?: MessageRef; inThread?: MessageRef; also?: true };

/** Worth telling a person who does not see it. Messages come oldest first and are never their own. */
export type News =
  | { t: 'said'; messages: Message[] }
  /** The same, in a thread alone. `isForYou`: it hangs on one's own words, or one is among those who spoke there last. */
  | { t: 'answered'; message: Message; isForYou: boolean }
  | { t: 'arrived'; person: Person }
  | { t: 'left'; person: Person }
  /** Somebody else is writing. */
  | { t: 'typing'; person: PersonId }
  /** To a moderator: somebody reported a message. */
  | { t: 'reported' }
  /** Something of one's own cannot be done: said, edited, deleted. */
  | { t: 'refused'; of: ActKind; reason: FailReason };

/** What is told of a person, and is no act. */
type Noted<Frame = Read | ReadThread | TypingFrame | AwayFrame> = Frame extends Frame
  ? Omit<Frame, 'id' | 'after'>
  : never;

/**
 * One person's chat in one room: keeps the connection, the history, the unsent words and the roster. Without a person it
 * only listens: nothing can be said, and nothing is sent that waits in this browser.
 */
export class Chat {
  readonly timeline: Timeline;
  readonly thread: FollowedThread;
  readonly roster: Roster;
  readonly #ports: Ports;
  readonly #sender: Sender;
  readonly #pages = new HistoryRequests();
  readonly #line: RoomLine;
  readonly #readMark: ReadMark;
  #typedAt = Number.NEGATIVE_INFINITY;
  #isAway = false;
  /** Whether the room knows that by this line. */
  #wasToldAway = false;
  #you: Person;
  readonly #listens: boolean;
  #report: number | undefined;
  /** Who has sat here since this began. */
  readonly #before = new Set<PersonId>();
  #settings: Settings;
  #pins: readonly Seq[];
  #mutedUntil: number | undefined;
  #roomAheadMs = 0;
  /** Until when no page is asked for, by the clock that is never set back. */
  #pagesNotBefore = 0;
  #stopPagesTimer = () => {};
  #stopMuteTimer = () => {};

  /** @param people as in `Timeline` */
  constructor(ports: Ports, beginning: Beginning, people: PersonLookup = new Map()) {
    const { you, present, here, stretch, around, settings, standing, pins = [], readUpTo = 0 } = beginning;
    this.timeline = new Timeline(people);
    this.thread = new FollowedThread(people);
    this.#ports = ports;
    this.#listens = you === undefined;
    this.#you = { ...(you ?? nobody), role: standing.role };
    if (you) this.#before.add(you.id);
    this.#settings = settings;
    this.#pins = pins;
    const parted = (person: Person) => {
      if (!person.left) ports.news({ t: 'left', person });
      ports.changed();
    };
    this.roster = new Roster(ports, { present, here }, parted, (id) => id === this.#you.id);
    this.#sender = new Sender(ports, {
      you: () => this.#you.id,
      wasHere: (person) => this.#before.has(person),
      now: () => this.now,
      seen: () => this.timeline.upTo,
      send: (act) => this.#line.send(act),
      cancel: (id) => this.#line.send({ t: 'cancel', id }),
    });
    this.#line = new RoomLine(ports, {
      crowd: () => this.roster.here,
      seen: () => this.#seen(),
      take: (event) => this.#hear(event),
      live: () => {
        if (!this.#listens) this.#sender.lineUp();
        this.#readMark.tell();
        this.#tellAway();
        this.#askForPages();
      },
      down: () => {
        this.#sender.lineDown();
        this.roster.pause();
        this.#pages.askAgain();
        this.#wasToldAway = false;
      },
    });
    this.#readMark = new ReadMark(readUpTo, ports, (upTo, unread) =>
      this.#note({ t: 'read', upTo, ...(unread && { unread }) }),
    );
    this.#mutedUntil = standing.mutedUntil;
    this.#setPace();
    // What the page brought with it may be what an earlier one was still sending.
    this.#settle([], this.timeline.add(stretch));
    if (around) this.#settle([], this.timeline.add(around));
  }

  get you(): Person | undefined {
    return this.#listens ? undefined : this.#you;
  }

  /** To a moderator: the number in the log of the newest report. */
  get report(): number | undefined {
    return this.#report;
  }

  /** What this person is in the room. */
  get role(): Role {
    return this.#you.role ?? 'guest';
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The places of the messages that are pinned and stand, the newest pin first. */
  get pins(): readonly Seq[] {
    return this.#pins;
  }

  /** Until when this person is muted, by the room's clock; undefined when they are not, or no more. */
  get mutedUntil(): number | undefined {
    return this.#mutedUntil === undefined || this.#mutedUntil <= this.now ? undefined : this.#mutedUntil;
  }

  /** How long the room takes nothing said by this person, who was too fast or waits in slow mode. Words wait by themselves. */
  get waitMs(): number {
    return Math.ceil(this.#sender.delay.sayMs);
  }

  /** When that is over, by the clock of `now`; undefined when they may speak. */
  get notBefore(): number | undefined {
    return this.waitMs === 0 ? undefined : this.now + this.waitMs;
  }

  /** How far this person has read, on this device or on another. */
  get readUpTo(): Seq {
    return this.#readMark.upTo;
  }

  /** They had read so far before, as only this device knows. */
  hasRead(upTo: Seq): void {
    this.#readMark.hasRead(upTo);
  }

  /** What they marked unread is read like anything else from now on. */
  releaseUnread(): void {
    this.#readMark.release();
  }

  /** They have read all that is held. */
  read(): void {
    this.#readMark.read(this.timeline.upTo);
  }

  /** They have read up to there in the thread of a message. False where there is no line to say so. */
  readThread(thread: Seq, upTo: Seq): boolean {
    return this.#note({ t: 'read-thread', thread, upTo });
  }

  /** They want what comes after this place to be unread. */
  markUnread(after: Seq): void {
    this.#readMark.markUnread(after);
  }

  /** They are writing, which the others are told now and then. */
  typing(): void {
    const now = this.#ports.elapsed();
    if (now - this.#typedAt >= limits.typingEveryMs && this.#note({ t: 'typing' })) this.#typedAt = now;
  }

  /** They have not touched this page for a while, or have again. */
  setAway(isAway: boolean): void {
    this.#isAway = isAway;
    this.#tellAway();
  }

  #tellAway(): void {
    const is = this.#isAway;
    if (is !== this.#wasToldAway && this.#note({ t: 'away', is })) this.#wasToldAway = is;
  }

  /** Tells the room what is no act, and has an act's fields all the same. False where there is no line to do so. */
  #note(what: Noted): boolean {
    if (this.#listens || this.#line.connection.is !== 'live') return false;
    this.#line.send({ ...what, id: this.#ports.newId(), after: this.timeline.upTo });
    return true;
  }

  get outbox(): Outbox {
    return this.#sender.outbox;
  }

  /** What is unsent here, as this person is to see it. */
  get unsent(): readonly Unsent[] {
    return this.outbox.shownTo(this.#you.id, this.#before);
  }

  get connection(): Connection {
    return this.#line.connection;
  }

  /** With which code the last line was closed; undefined since a welcome. It says why there is none now. */
  get closeCode(): number | undefined {
    return this.#line.closeCode;
  }

  /** What time it is in the room, once it said so. Most clocks are a little off, and only more is made up for. */
  get now(): number {
    return this.#ports.now() + this.#roomAheadMs;
  }

  /** A name was given again, and it is another person's. The room will say so too, once it answers. */
  become(you: Person): void {
    this.#be(you);
  }

  /** A page brought news of the room while nothing was heard from it. */
  renew({ settings, standing, pins = [] }: Pick<Beginning, 'settings' | 'standing' | 'pins'>): void {
    this.#settings = settings;
    this.#pins = pins;
    this.#mutedUntil = standing.mutedUntil;
    this.#be({ ...this.#you, role: standing.role });
  }

  start = (): void => {
    if (!this.#listens) this.#sender.start();
    this.#setMuteTimer();
    this.#line.happen({ t: 'start' });
  };

  /** What is still to be said before the line goes. */
  beforePause = (): void => {};

  pause = (): void => {
    this.beforePause();
    this.#readMark.tell();
    this.#sender.stop();
    this.roster.pause();
    this.#stopPagesTimer();
    this.#stopMuteTimer();
    this.#line.happen({ t: 'pause' });
  };

  /** Takes another line in place of the one that is open, as whom the room is told now. */
  reopen = (): void => {
    if (!hasSocket(this.#line.connection)) return;
    this.pause();
    this.start();
  };

  nudge = () => this.#line.happen({ t: 'nudge' });
  doubt = () => this.#line.happen({ t: 'doubt' });

  /**
   * Keeps the words and sends them as soon as the line allows. Undefined when they were taken.
   *
   * @param where what they reply to, and in whose thread they are said
   */
  say(raw: string, where: SayWhere = {}): WireRefusal | undefined {
    const { reply, inThread, also } = where;
    const thread = inThread && { inThread, ...(also && { also }) };
    return this.#write(raw, (text) => ({ t: 'say', text, ...(reply && { reply }), ...thread }));
  }

  /** Gives a message of one's own other words, in the same way. */
  edit(message: MessageRef, raw: string): WireRefusal | undefined {
    return this.#write(raw, (text) => ({ t: 'edit', message, text }));
  }

  /** Takes a message of one's own back, in the same way. */
  delete(message: MessageRef): void {
    this.#sender.do({ t: 'delete', message });
  }

  /** Reacts to a message, or no longer, in the same way. */
  react(message: MessageRef, emoji: string, on: boolean): void {
    if (!this.#listens) this.#sender.do({ t: 'react', message, emoji, on });
  }

  /** Does what failed once more. */
  retry(id: ActId): Promise<void> {
    return this.#sender.retry(id);
  }

  /** Says words that failed without what they failed for: not as a reply, or not in a thread. */
  sayAlone(id: ActId): void {
    const act = this.outbox.find(id);
    if (act?.t !== 'say' || act.is !== 'failed' || this.say(act.text, withoutCause(act))) return;
    this.discard(id);
  }

  discard(id: ActId): void {
    this.#sender.discard(id);
    this.#ports.changed();
  }

  /** Fetches the page just before a seq, of the room's list or of a thread; now, or when the line is back. */
  fetch(before: Seq, thread?: Seq): void {
    this.#pages.want(thread === undefined ? { before } : { before, thread });
    this.#askForPages();
  }

  /** Follows the thread of a message in place of another, from what is known of it already, if anything is. */
  followThread(root: Seq, known?: ThreadStretch): Timeline {
    const thread = this.thread.follow(root);
    if (known) this.thread.add(known);
    // The room may have gone on since that was looked up.
    if (!known || known.upTo < this.timeline.upTo) this.#fetchNewestOf(root);
    return thread;
  }

  #fetchNewestOf(root: Seq): void {
    this.fetch(Math.max(root, this.timeline.upTo) + 1, root);
  }

  #seen(): { since: Seq; sinceId?: ActId } {
    const { upTo: since, upToId } = this.timeline;
    return upToId === undefined ? { since } : { since, sinceId: upToId };
  }

  // False when something before it is missing.
  #hear(event: Event | { unknown: UnknownEvent }): boolean {
    if (this.#skips(event)) return false;
    if ('unknown' in event) this.#pass(event.unknown);
    else this.#take(event);
    return true;
  }

  // Every place is told in its turn. A page could bring a message that is missing, but not a change.
  #skips(event: Event | { unknown: UnknownEvent }): boolean {
    return placeOf(event) > this.timeline.upTo + 1;
  }

  // Something happened there that this build cannot show.
  #pass({ seq, id }: UnknownEvent): void {
    if (seq === undefined) return;
    this.timeline.pass(seq, id);
    this.thread.pass(seq, id);
  }

  #take(event: Event): void {
    switch (event.t) {
      case 'welcome':
        return this.#enter(event);
      case 'said':
        return this.#said(event);
      case 'changed':
        return this.#change(event);
      case 'reacted':
        return this.#react(event);
      case 'paged':
        return this.#file(event);
      case 'arrived':
        return this.#meet(event.person, event.here);
      case 'left':
        return this.roster.left(event.person, event.here);
      case 'here':
        return this.roster.isCrowd(event.here, (id) => this.#hasSpoken(id));
      case 'settings':
        this.#settings = event.settings;
        return this.#setPace();
      case 'pins':
        this.#pins = event.pins;
        return;
      case 'standing':
        return this.#mute(event.mutedUntil);
      case 'read':
        return this.#readMark.heard(event.upTo, event.unread === true);
      case 'typing':
        if (event.person !== this.#you.id) this.#ports.news({ t: 'typing', person: event.person });
        return;
      case 'reported':
        this.#report = event.n;
        return this.#ports.news({ t: 'reported' });
      case 'refused':
        return this.#refused(event);
    }
  }

  #enter(welcome: Welcome): void {
    this.#settings = welcome.settings;
    if (welcome.you) this.#be(welcome.you);
    this.#report = welcome.report;
    this.#pins = welcome.pins ?? [];
    this.#sender.delay.itIs(welcome.at);
    const aheadMs = welcome.at - this.#ports.now();
    this.#roomAheadMs = Math.abs(aheadMs) < tolerableMs ? 0 : aheadMs;
    this.#mute(welcome.mutedUntil);
    this.roster.welcome(welcome);
    const seen = this.timeline.upTo;
    if (welcome.forget) {
      this.timeline.clear();
      this.thread.clear();
    }
    for (const change of welcome.changed) this.#renew(change);
    // To whoever starts over, what they had seen already is no news.
    const fresh = this.timeline.add(welcome).filter(({ seq }) => seq > seen);
    for (const person of welcome.present) this.timeline.meet(person);
    this.#settle(fresh, welcome.messages);
    if (this.thread.root !== undefined) this.#fetchNewestOf(this.thread.root);
  }

  #said({ message, quoted, root, rootBy }: Said): void {
    this.thread.said(message, quoted);
    if (root) this.#renew(root);
    if (isInList(message)) this.#settle(this.timeline.said(message, quoted) ? [message] : [], [message]);
    else
      this.#answered(
        message,
        [rootBy, ...(root?.thread?.by.map(({ id }) => id) ?? [])].includes(this.#you.id),
      );
    this.roster.spoke(message.by);
  }

  #renew(change: Change): void {
    this.timeline.renew(change);
    this.thread.renew(change);
  }

  #answered(message: Message, isForYou: boolean): void {
    const isNew = message.seq > this.timeline.upTo;
    this.timeline.meet(message.by);
    this.timeline.pass(message.seq, message.id);
    this.#noteOwn([message]);
    if (this.#confirm(message.id, message.by.id) || !isNew) return;
    this.#ports.news({ t: 'answered', message, isForYou });
  }

  #hasSpoken(id: PersonId): boolean {
    return this.timeline.messages.slice(-limits.pageMessages).some(({ by }) => by.id === id);
  }

  #change({ t: _, id, by, root, ...change }: Changed): void {
    this.timeline.changed(change, id);
    this.thread.changed(change, id);
    if (root) this.#renew(root);
    if (change.deleted) this.#pins = this.#pins.filter((seq) => seq !== change.message.seq);
    this.#confirm(id, by);
  }

  #react(event: Reacted): void {
    this.timeline.reacted(event, this.you?.id);
    this.thread.reacted(event, this.you?.id);
    this.#confirm(event.id, event.by.id);
  }

  // Someone who is here already goes by another name, perhaps by one's own doing in another tab, or has another role.
  #meet(person: Person, here: number): void {
    this.timeline.meet(person);
    if (person.id === this.#you.id) this.#be(person);
    if (this.roster.arrived(person, here)) this.#ports.news({ t: 'arrived', person });
  }

  // What was said long ago is no news, but words of one's own may be among it.
  #file({ thread, root, ...page }: Paged): void {
    const before = page.upTo + 1;
    this.#pages.answered(thread === undefined ? { before } : { before, thread });
    if (thread === undefined) return this.#settle([], this.timeline.add(page));
    if (root) this.thread.add({ ...page, root });
    this.#settle([], page.messages);
  }

  #settle(fresh: Message[], confirmed: Message[]): void {
    this.#noteOwn(confirmed);
    const own = new Set(confirmed.filter(({ id, by }) => this.#confirm(id, by.id)));
    const messages = fresh.filter((message) => !own.has(message));
    if (messages.length > 0) this.#ports.news({ t: 'said', messages });
  }

  // Whoever sits here may go by another name, and be another person, than when these words were sent.
  #confirm(id: ActId, by: PersonId): boolean {
    const isOwn = by === this.#you.id || this.outbox.find(id)?.by === by;
    if (isOwn) this.#sender.confirmed(id);
    return isOwn;
  }

  #refused({ of, reason, retryAfterMs = shortWaitMs }: Refused): void {
    const isForNow = reason === 'too-fast' || reason === 'slow';
    if ('before' in of) {
      if (isForNow) this.#askLater(of, retryAfterMs);
      else this.#pages.answered(of);
    } else if (isForNow) {
      this.#sender.postponed(of.id, reason, retryAfterMs);
    } else {
      const act = this.outbox.find(of.id);
      // A reaction is not worth asking whether to try it again.
      if (act?.t === 'react') this.#sender.confirmed(of.id);
      else this.#sender.failed(of.id, reason);
      if (act) this.#ports.news({ t: 'refused', of: act.t, reason });
    }
  }

  #be(you: Person): void {
    const isAnother = you.id !== this.#you.id;
    this.#you = you;
    this.#before.add(you.id);
    this.#setPace();
    if (!isAnother) return;
    this.#sender.delay.forgetWhatWasSaid();
    this.#noteOwn(this.timeline.messages);
  }

  #setPace(): void {
    const isFree = isAtLeast(this.role, 'moderator');
    this.#sender.delay.slowTo(isFree ? 0 : this.#settings.slowS);
  }

  #noteOwn(messages: readonly Message[]): void {
    for (const { by, at } of messages) if (by.id === this.#you.id) this.#sender.delay.said(at);
  }

  #mute(until: number | undefined): void {
    this.#mutedUntil = until;
    this.#setMuteTimer();
  }

  // Nothing is heard of it when a mute has run its course.
  #setMuteTimer(): void {
    this.#stopMuteTimer();
    const until = this.mutedUntil;
    if (until === undefined) return;
    this.#stopMuteTimer = this.#ports.after(Math.min(until - this.now, longestTimerMs), () => {
      this.#setMuteTimer();
      this.#ports.changed();
    });
  }

  #write(raw: string, body: (text: string) => ActBody): WireRefusal | undefined {
    const tidied = tidyText(raw);
    if ('refused' in tidied) return tidied;
    this.#sender.do(body(tidied.text));
    return undefined;
  }

  #askLater(page: WantedPage, afterMs: number): void {
    this.#pages.refused(page);
    this.#pagesNotBefore = Math.max(this.#pagesNotBefore, this.#ports.elapsed() + afterMs);
    this.#askForPages();
  }

  #askForPages(): void {
    this.#stopPagesTimer();
    if (this.#line.connection.is !== 'live') return;
    const waitMs = this.#pagesNotBefore - this.#ports.elapsed();
    if (waitMs > 0) {
      this.#stopPagesTimer = this.#ports.after(Math.ceil(waitMs), () => this.#askForPages());
      return;
    }
    for (const page of this.#pages.takeUnasked()) this.#line.send({ t: 'page', ...page });
  }
}

/** Where words may be said that failed: without their being a reply, where that may be why; else not in their thread. */
function withoutCause({ reply, inThread, also, reason }: SayWhere & { reason: FailReason }): SayWhere {
  if (!reply) return {};
  if (reason !== 'no-such-message') return { reply };
  return inThread ? { inThread, ...(also && { also }) } : {};
}

/** Where in the room's order an event has its place; 0 for one that has none. */
function placeOf(event: Event | { unknown: UnknownEvent }): Seq {
  if ('unknown' in event) return event.unknown.seq ?? 0;
  if (event.t === 'said') return versionOf(event.message);
  return event.t === 'changed' || event.t === 'reacted' ? event.seq : 0;
}

/** Stands in for whoever has no name. */
const nobody: Person = { id: '', name: '', kind: 'guest' };
const tolerableMs = 60_000;
/** For a room that does not say how long. */
const shortWaitMs = 1_000;
/** Timers of browsers hold no more than 24 days. */
const longestTimerMs = 24 * 60 * 60_000;
