import { untrack } from 'svelte';
import { Chat, type News, type SayWhere } from '$client/chat.ts';
import type { Connection, StopReason } from '$client/connection.ts';
import { FollowedThread } from '$client/followed-thread.ts';
import type { Unsent } from '$client/outbox-store.ts';
import { type Gap, indexOfSeq, Timeline } from '$client/timeline.ts';
import { browserPorts } from '$lib/browser/ports.ts';
import { followPage } from '$lib/browser/presence.ts';
import { crowd, type Moves, withMove } from '$lib/moves.ts';
import { closeCodes } from '$protocol/close-codes.ts';
import { isKnownOtherwise } from '$protocol/known-otherwise.ts';
import {
  type ActId,
  countsFor,
  isInList,
  type Message,
  type MessageRef,
  type Person,
  type PersonId,
  type Seq,
  type Stretch,
  type ThreadStretch,
} from '$protocol/message.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { Role } from '$protocol/roles.ts';
import type { AnchoredPage, Standing } from '$protocol/rooms.ts';
import type { Settings } from '$protocol/settings.ts';
import { KnownPeople } from './known-people.svelte.ts';
import type { ReadingPlace, Talk } from './talk.ts';

export type RoomBeginning = {
  room: string;
  you: Person | undefined;
  here: number;
  present: Person[];
  stretch: Stretch;
  settings: Settings;
  standing: Standing;
  pins?: readonly Seq[];
  /** How far they have read, where that is known, and how many messages of others were said since. */
  readUpTo?: Seq;
  unread?: number;
  /** Where somebody comes in, if that is not at the end. */
  anchored?: AnchoredPage;
  /** One page out of the middle of the history, to read and not to follow. */
  paged: boolean;
};

/**
 * What a room's page shows, as runes over a plain chat. Made on the server too, where it shows the beginning
 * and never starts. On a page of old history there is no chat to follow; without a name, or with one that is somebody
 * else's here, it only listens.
 */
export class RoomState implements Talk {
  readonly #chat: Chat | undefined;
  readonly #beginning: RoomBeginning;
  readonly #timeline: Timeline;
  readonly #listeners = new Set<(news: News) => void>();
  // The chat is plain TypeScript and says only that something changed. What is on the screen depends on what of it
  // did: each of these tells of itself when it is another than before. The rest depends on every change.
  #changes = $state(0);
  #messages: readonly Message[] = $state.raw([]);
  #gaps: readonly Gap[] = $state.raw([]);
  #unsent: readonly Unsent[] = $state.raw([]);
  #people: readonly Person[] = $state.raw([]);
  #moves: readonly Moves[] = $state.raw([]);
  #here = $state(0);
  #you: Person | undefined = $state.raw();
  #pins: readonly Seq[] = $state.raw([]);
  #settings: Settings = $state.raw() as Settings;
  #role: Role = $state() as Role;
  #connection: Connection['is'] | undefined = $state();
  readonly #known = new KnownPeople();
  /** How long the room took to answer the word that woke it, for as long as that is worth showing. */
  wokeInMs: number | undefined = $state();
  /** Whether the end of the list is in sight of it, and whether the list is: a page beside the room covers it where there is no space. */
  isAtEnd = $state(true);
  isInSight = $state(true);
  /** Where it is read, while that is not at the end. It survives another room and the way back. */
  place: ReadingPlace | undefined;
  /** What was said after this place was not read when the room was opened, or when nobody looked. It stays while one reads on. */
  unreadAfter: Seq | undefined = $state();
  #unreadAtOpening = 0;
  /** The place of what the thread hangs on that is open beside it. */
  threadOpen: Seq | undefined = $state();
  #lookAtThread = () => {};
  #wokenBy: { id: ActId; at: number } | undefined;

  constructor(beginning: RoomBeginning) {
    const { room, you, paged, stretch, anchored } = beginning;
    // Whoever has a name here is in the room as soon as they see it; not with one that somebody else has.
    const around = anchored && 'stretch' in anchored ? anchored : undefined;
    if (around) this.place = { seq: around.at, px: arrivalPx };
    const comesIn = you && beginning.standing.name === undefined;
    this.#beginning = you && comesIn ? withYou(beginning, you) : beginning;
    if (!paged) {
      const how = comesIn ? 'speaks' : 'listens';
      const ports = browserPorts(room, how, { changed: this.#changed, news: (news) => this.#tell(news) });
      const whole = {
        ...this.#beginning,
        you: comesIn ? you : undefined,
        ...(around && { around: around.stretch }),
      };
      this.#chat = untrack(() => new Chat(ports, whole, this.#known));
      this.#timeline = this.#chat.timeline;
    } else {
      this.#timeline = new Timeline(this.#known);
      untrack(() => this.#timeline.add(stretch));
    }
    this.#look();
    this.freeze(beginning.unread);
  }

  /** Joins the room, and leaves it when called off. */
  follow = (): (() => void) => (this.#chat ? followPage(this.#chat) : () => {});

  /** Whether whoever sits here can say something, now or later: not on an old page, and not without a name. */
  get speaks(): boolean {
    return this.#chat?.you !== undefined;
  }

  get follows(): boolean {
    return this.#chat !== undefined;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /** The newest place in the room's order that was seen. */
  get upTo(): Seq {
    this.#changes;
    return this.#timeline.upTo;
  }

  get unsent(): readonly Unsent[] {
    return this.#unsent;
  }

  /** Without what is on its way in a thread alone. What failed there is seen here, wherever one looks. */
  get unsentHere(): readonly Unsent[] {
    return this.#unsent.filter((act) => act.t !== 'say' || isInList(act) || act.is === 'failed');
  }

  /**
   * Opens a thread, as far as it is known; it is followed from now on, where the room is.
   *
   * @param look is called when something in it may have changed
   */
  openThread(known: ThreadStretch, look: () => void): { timeline: Timeline; close: () => void } {
    const root = known.root.seq;
    const timeline = untrack(() => {
      if (this.#chat) return this.#chat.followThread(root, known);
      const thread = new FollowedThread(this.#known);
      const timeline = thread.follow(root);
      thread.add(known);
      return timeline;
    });
    this.#lookAtThread = look;
    const close = () => {
      // Another may have been opened in its place, or the same anew.
      if (this.#lookAtThread !== look) return;
      this.#lookAtThread = () => {};
      this.threadOpen = undefined;
      this.#chat?.thread.leave(timeline);
    };
    return { timeline, close };
  }

  /** What a thread has still to say is said before the line goes. */
  beforePause(say: () => void): void {
    if (this.#chat) this.#chat.beforePause = say;
  }

  /** Whether something is unsent that would be gone with this page. */
  get isAtRisk(): boolean {
    return this.unsent.length > 0 && !this.isKept;
  }

  /** Whether this browser keeps what is unsent. */
  get isKept(): boolean {
    this.#changes;
    return this.#chat?.outbox.isKept ?? true;
  }

  /** Everybody here; in a crowd, those of them who are known. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** Who came and went while this page was open; of a crowd it is not kept. */
  get moves(): readonly Moves[] {
    return this.#moves;
  }

  /** How many are here. */
  get here(): number {
    return this.#here;
  }

  /** Whom an id means: somebody who is here, who said something, or was mentioned, as far as this page has heard of it. */
  personOf(id: PersonId): Person | undefined {
    return this.#known.get(id) ?? this.people.find((person) => person.id === id);
  }

  /** Somebody under the name they were last heard with, which may be newer than that of a message. */
  named(person: Person): Person {
    return this.#known.get(person.id) ?? person;
  }

  /** Everybody who was heard or heard of. */
  get known(): Person[] {
    return this.#known.all;
  }

  /** Somebody was heard of who may not be here: members of the room. */
  meet(people: readonly Person[]): void {
    untrack(() => {
      for (const person of people) if (!this.#known.get(person.id)) this.#timeline.meet(person);
    });
  }

  get you(): Person | undefined {
    return this.#you;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The places of what is pinned, the newest pin first. */
  get pins(): readonly Seq[] {
    return this.#pins;
  }

  /** The room is opened: what was not read by then is marked, if there is anything. */
  freeze(unread = 0): void {
    this.#chat?.releaseUnread();
    this.#unreadAtOpening = unread;
    const readUpTo = untrack(() => this.#chat?.readUpTo) ?? 0;
    this.unreadAfter = readUpTo > 0 && (unread > 0 || this.#othersSince(readUpTo) > 0) ? readUpTo : undefined;
  }

  /** How many messages of others were not read when it was opened, or came while nobody looked. */
  get unreadCount(): number {
    this.#changes;
    const held = this.unreadAfter === undefined ? 0 : this.#othersSince(this.unreadAfter);
    return Math.max(held, this.#unreadAtOpening);
  }

  /** How far they had read when this browser was here last, of whom nobody else knows. */
  hasReadUpTo(upTo: Seq): void {
    if (upTo <= (this.#chat?.readUpTo ?? 0)) return;
    this.#chat?.hasRead(upTo);
    this.freeze();
  }

  #othersSince(seq: Seq): number {
    return untrack(() => this.#messages.slice(indexOfSeq(this.#messages, seq + 1))).filter((message) =>
      countsFor(this.#you?.id, message),
    ).length;
  }

  /** Somebody sees the newest words. */
  read(): void {
    if (this.connection === 'live') this.#chat?.read();
  }

  /** Something came while nobody looks: it is marked as new, unless what is marked was not read either. */
  isNotSeen(): void {
    const readUpTo = this.#chat?.readUpTo ?? 0;
    const stays = this.unreadAfter !== undefined && this.unreadAfter >= readUpTo;
    if (readUpTo > 0 && !stays) this.unreadAfter = readUpTo;
  }

  /** Whoever sits here is writing. */
  typing = (): void => this.#chat?.typing();

  /** What stands in the thread of a message was read up to there; false where there is no line to say so. */
  readThread = (thread: Seq, upTo: Seq): boolean => this.#chat?.readThread(thread, upTo) ?? false;

  /** Whoever sits here has not touched the page for a while, or has again. */
  setAway = (isAway: boolean): void => this.#chat?.setAway(isAway);

  markRead = (): void => {
    this.#chat?.releaseUnread();
    this.unreadAfter = undefined;
    this.#chat?.read();
  };

  markUnread(from: Seq): void {
    this.unreadAfter = from - 1;
    this.#chat?.markUnread(from - 1);
    this.#look();
  }

  get readUpTo(): Seq {
    this.#changes;
    return this.#chat?.readUpTo ?? 0;
  }

  /** What whoever sits here is in the room. */
  get role(): Role {
    return this.#role;
  }

  /** To a moderator: the number in the log of the newest report. */
  get report(): number | undefined {
    this.#changes;
    return this.#chat?.report;
  }

  /** Until when they are muted, by the clock of `now`. */
  get mutedUntil(): number | undefined {
    this.#changes;
    return this.#chat ? this.#chat.mutedUntil : this.#beginning.standing.mutedUntil;
  }

  /** When the room takes the next message of theirs, by the clock of `now`; undefined while it takes one. */
  get notBefore(): number | undefined {
    this.#changes;
    return this.#chat?.notBefore;
  }

  get connection(): Connection['is'] | undefined {
    return this.#connection;
  }

  get stopped(): StopReason | undefined {
    this.#changes;
    const connection = this.#chat?.connection;
    return connection?.is === 'stopped' ? connection.because : undefined;
  }

  /** The code of the close that stopped it, which says more: see protocol/close-codes.ts. */
  get stopCode(): number | undefined {
    this.#changes;
    const connection = this.#chat?.connection;
    return connection?.is === 'stopped' ? connection.code : undefined;
  }

  /** Whether the room takes no more lines of this person until one of theirs has closed. */
  get isCrowded(): boolean {
    this.#changes;
    return this.#chat?.closeCode === closeCodes.tooManySockets.code;
  }

  /** The same room goes on for somebody who is another person now. */
  become(you: Person): void {
    this.#chat?.become(you);
    this.#look();
  }

  /** Whoever sits here is called so by now. Where the room has not heard of it, they come in anew. */
  isCalled(now: Pick<Person, 'id' | 'name' | 'kind' | 'face'>): void {
    const you = this.#chat?.you;
    if (you?.id === now.id && isKnownOtherwise(now, you)) this.#chat?.reopen();
  }

  /** The room is looked into again: how it is now, and how one stands in it, is known before it welcomes. */
  renew({ settings, standing, pins }: Pick<RoomBeginning, 'settings' | 'standing' | 'pins'>): void {
    this.#chat?.renew({ settings, standing, ...(pins && { pins }) });
    this.#look();
  }

  /** What time it is in the room, as far as this page can tell. */
  get now(): number {
    return this.#chat?.now ?? Date.now();
  }

  /** What another message replies to: as it stands, or the beginning of that. Undefined while it is not known. */
  quoted = (seq: Seq): Message | undefined => {
    this.#changes;
    return this.#timeline.quoted(seq);
  };

  /** Undefined when the words were taken, to be sent now or when the line is back. */
  say(text: string, asleep: boolean, where: SayWhere = {}): Refusal | undefined {
    const refusal = this.#chat?.say(text, where);
    const last = this.#chat?.unsent.at(-1);
    if (asleep && !refusal && last?.is === 'sending') this.#wokenBy = { id: last.id, at: performance.now() };
    return refusal;
  }

  edit = (message: MessageRef, text: string) => this.#chat?.edit(message, text);
  delete = (message: MessageRef) => this.#chat?.delete(message);
  react = (message: MessageRef, emoji: string, on: boolean) => this.#chat?.react(message, emoji, on);
  retry = (id: ActId) => this.#chat?.retry(id);
  discard = (id: ActId) => this.#chat?.discard(id);
  sayAlone = (id: ActId) => this.#chat?.sayAlone(id);
  fetch = (before: number, thread?: Seq) => this.#chat?.fetch(before, thread);
  tryNow = () => this.#chat?.nudge();
  /** Also after a stop. */
  tryAnew = () => this.#chat?.start();

  /** Calls back with what a person who is not looking may want to know; returns how to stop. */
  onNews(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onSaid(listener: (count: number) => void): () => void {
    return this.onNews((news) => news.t === 'said' && listener(news.messages.length));
  }

  // Also called from within effects that start the chat, which must not come to depend on it.
  #look(): void {
    untrack(() => {
      const [chat, beginning] = [this.#chat, this.#beginning];
      this.#messages = this.#timeline.messages;
      this.#gaps = this.#timeline.gaps;
      this.#unsent = chat?.unsent ?? [];
      this.#people = chat?.roster.people ?? beginning.present;
      this.#here = chat?.roster.here ?? beginning.here;
      this.#you = chat?.you ?? beginning.you;
      this.#pins = chat?.pins ?? beginning.pins ?? [];
      this.#settings = chat?.settings ?? beginning.settings;
      this.#role = chat?.role ?? beginning.standing.role;
      this.#connection = chat?.connection.is;
      this.#lookAtThread();
      this.#changes += 1;
    });
  }

  #changed = () => {
    this.#look();
    const waking = this.#wokenBy;
    if (!waking || (this.#chat?.connection.is === 'live' && this.#chat.outbox.find(waking.id))) return;
    this.#wokenBy = undefined;
    // Words that were discarded or met a lost line woke nobody.
    if (!this.#timeline.messages.slice(-10).some(({ id }) => id === waking.id)) return;
    this.wokeInMs = Math.round(performance.now() - waking.at);
    setTimeout(() => (this.wokeInMs = undefined), 3_000);
  };

  #tell(news: News): void {
    if ((news.t === 'arrived' || news.t === 'left') && this.#chat && this.#chat.roster.here <= crowd) {
      // Words that are on their way stand above whoever comes now, and go on to.
      const onTheWay = this.#chat.unsent.filter(({ t, is }) => t === 'say' && is !== 'failed');
      const after = this.#timeline.upTo + onTheWay.length;
      this.#moves = withMove(
        untrack(() => this.#moves),
        news,
        after,
      );
    }
    for (const listener of this.#listeners) listener(news);
  }
}

/** How far below the upper edge of the list a message stands at which somebody comes in. */
const arrivalPx = 120;

function withYou(beginning: RoomBeginning, you: Person): RoomBeginning {
  const others = beginning.present.filter(({ id }) => id !== you.id);
  const isNew = others.length === beginning.present.length;
  return { ...beginning, here: beginning.here + Number(isNew), present: [...others, you] };
}
