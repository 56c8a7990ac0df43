import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../protocol/down.ts';
import { heartbeat, limits } from '../protocol/limits.ts';
import { type ActId, changeOf, type Message, type Person, type Seq, versionOf } from '../protocol/message.ts';
import { firstSettings } from '../protocol/settings.ts';
import { type Act, isAct, type Up } from '../protocol/up.ts';
import { Chat } from './chat.ts';
import { ana, beginning, bo, type FakeSocket, FakeWorld, settled } from './fake-world.ts';
import { type MemoryOutboxStore, MemoryOutboxStores } from './memory-outbox-store.ts';
import type { OutboxStore } from './outbox-store.ts';

// The same runs every time, unless the environment's SEED asks for others. A failure prints its seed.
const runs = { numRuns: 500, seed: Number(process.env['SEED'] ?? 14) };

describe('C5 C9 C11 C15 C16 whatever becomes of lines, tabs, their store and the patience of the room', () => {
  test('each act is done once, in the order of its tab, and nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 150, size: 'max' }), async (turns) => {
        const browser = new Browser();
        for (const one of turns) {
          await browser.take(one);
          await settled();
          for (const line of browser.room.lines) {
            if (line.unanswered > limits.actsUnderWay) expect.fail(`${line.unanswered} are under way.`);
          }
        }
        await browser.comesToRest();
        const done = browser.room.acts.map(({ id }) => id);
        for (const { acts } of browser.everyTab) {
          const inRoom = done.filter((id) => acts.includes(id));
          expect(inRoom, 'once, in order').toEqual(acts.filter((id) => inRoom.includes(id)));
          const lost = acts.filter((id) => !inRoom.includes(id) && !browser.perhapsLost.has(id));
          expect(lost).toEqual([]);
        }
        expect(await browser.stores.open().load()).toEqual([]);
        for (const { chat } of browser.tabs) {
          expect(chat.outbox.unsent).toEqual([]);
          expect(chat.outbox.isKept).toBe(true);
          const { gaps, messages } = chat.timeline;
          const isMissing = (seq: Seq) => gaps.some(({ after, before }) => after < seq && seq < before);
          expect(messages).toEqual(browser.room.messages().filter(({ seq }) => !isMissing(seq)));
        }
      }),
      runs,
    );
  }, 60_000);
});

/** All numbers are brought into range: `tab` and `line` choose one, `many` says how much of a queue moves on. */
type Turn =
  | { t: 'open tab' }
  /** All that waits in this tab, on its store and on its lines, comes about. */
  | { t: 'flow'; tab: number }
  | { t: 'say' | 'say a lot' | 'edit' | 'pause' | 'start' | 'die' | 'look' | 'nudge'; tab: number }
  | { t: 'wait'; tab: number; ms: number }
  | { t: 'bo speaks' }
  /** The room will refuse so many acts. */
  | { t: 'refusals'; reason: 'too-fast' | 'slow'; many: number }
  | { t: 'accept' | 'cut' | 'break unnoticed'; line: number; many: number }
  | { t: 'up' | 'down'; line: number; many: number }
  | { t: 'store' | 'answers' | 'news' | 'turns'; tab: number; many: number };

const tab = fc.nat(5);
const line = fc.nat(9);
const many = fc.integer({ min: 1, max: 5 });
const of = <T extends Turn['t']>(...t: T[]) => fc.constantFrom(...t);

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ t: of('open tab') }) },
  { weight: 8, arbitrary: fc.record({ t: of('flow'), tab }) },
  { weight: 1, arbitrary: fc.record({ t: of('pause', 'start', 'die', 'look', 'nudge'), tab }) },
  { weight: 10, arbitrary: fc.record({ t: of('say', 'say', 'edit'), tab }) },
  { weight: 1, arbitrary: fc.record({ t: of('say a lot'), tab }) },
  { weight: 4, arbitrary: fc.record({ t: of('wait'), tab, ms: fc.constantFrom(500, 6_000, 31_000) }) },
  { weight: 1, arbitrary: fc.record({ t: of('bo speaks') }) },
  {
    weight: 3,
    arbitrary: fc.record({ t: of('refusals'), reason: fc.constantFrom('too-fast', 'slow'), many }),
  },
  { weight: 4, arbitrary: fc.record({ t: of('accept'), line: fc.constant(0), many }) },
  { weight: 4, arbitrary: fc.record({ t: of('cut', 'cut', 'break unnoticed'), line: fc.nat(3), many }) },
  { weight: 8, arbitrary: fc.record({ t: of('up', 'down'), line, many }) },
  { weight: 8, arbitrary: fc.record({ t: of('store', 'answers', 'news', 'turns'), tab, many }) },
);

/** Ana's browser with its tabs, and the room that they are in. Nothing in it moves on by itself. */
class Browser {
  readonly room = new SmallRoom();
  readonly stores = new MemoryOutboxStores();
  readonly everyTab: TestTab[] = [];
  /** Done in a tab that died before the browser kept them: they may have arrived or not. */
  readonly perhapsLost = new Set<ActId>();
  #words = 0;

  constructor() {
    this.#openTab();
    this.#openTab();
  }

  get tabs(): TestTab[] {
    return this.everyTab.filter(({ isDead }) => !isDead);
  }

  take(turn: Turn): void | Promise<void> {
    if (turn.t === 'open tab') return this.#openTab();
    if (turn.t === 'bo speaks') return this.room.boSpeaks();
    if (turn.t === 'refusals') return this.room.willRefuse(turn.many, turn.reason);
    if ('line' in turn) return this.#takeLine(turn);
    const tab = this.tabs[turn.tab % this.tabs.length];
    return tab && this.#takeTab(turn, tab);
  }

  async comesToRest(): Promise<void> {
    if (this.tabs.length === 0) this.#openTab();
    for (const { chat } of this.tabs) chat.start();
    // After a refusal they go one by one.
    const acts = this.everyTab.flatMap((tab) => tab.acts).length;
    for (let round = 0; round < 40 + 4 * acts; round += 1) {
      this.room.forgetsTurns();
      for (const { store } of this.tabs) store.moveOn();
      for (const line of this.room.lines) {
        if (line.is === 'broken') line.cut();
        line.flow();
      }
      await settled();
      for (const { world, chat } of this.tabs) {
        if (chat.connection.is === 'waiting') world.passToNextSocket();
        else world.pass(retryAfterMs);
      }
    }
  }

  #openTab(): void {
    if (this.tabs.length < 3) this.everyTab.push(new TestTab(this.stores, this.room));
  }

  #takeLine({ t, many, line: back }: Extract<Turn, { line: number }>): void {
    const { lines } = this.room;
    const line = lines.at(-1 - (back % lines.length));
    if (t === 'accept') for (const one of lines) one.accept();
    else if (t === 'up') line?.up(many);
    else if (t === 'down') line?.down(many);
    else if (t === 'break unnoticed') line?.break(many - 1);
    else line?.cut(many - 1);
  }

  #takeTab(turn: Extract<Turn, { tab: number }>, tab: TestTab): void | Promise<void> {
    this.#words += 1;
    switch (turn.t) {
      case 'say':
        return void tab.chat.say(`words ${this.#words}`);
      case 'say a lot':
        for (let i = 0; i < 15; i += 1) tab.chat.say(`words ${this.#words} of many: ${i}`);
        return;
      case 'edit': {
        const mine = tab.chat.timeline.messages.findLast(({ by }) => by.id === ana.id);
        return void (mine && tab.chat.edit(mine, `other words ${this.#words}`));
      }
      case 'flow':
        return this.#flow(tab);
      case 'pause':
        return tab.chat.pause();
      case 'start':
        return tab.chat.start();
      case 'nudge':
        return tab.chat.nudge();
      case 'look':
        return tab.store.lookAt();
      case 'wait':
        return tab.world.pass(turn.ms);
      case 'die':
        return this.#die(tab);
      default:
        return tab.store.moveOn(turn.t, turn.many);
    }
  }

  async #flow({ world, store }: TestTab): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      for (const line of this.room.lines) if (line.world === world) line.flow();
      store.moveOn();
      await settled();
    }
  }

  // What its lines carry may still arrive.
  async #die(tab: TestTab): Promise<void> {
    tab.isDead = true;
    tab.store.die();
    for (const line of this.room.lines) if (line.world === tab.world) line.isDeaf = true;
    const kept = (await this.stores.open().load()).map(({ id }) => id);
    const done = this.room.acts.map(({ id }) => id);
    for (const id of tab.acts) if (![...kept, ...done].includes(id)) this.perhapsLost.add(id);
  }
}

class TestTab {
  readonly world = new FakeWorld();
  readonly store: SlowStore;
  readonly chat: Chat;
  /** What was done in it, in order. */
  readonly acts: ActId[] = [];
  isDead = false;

  constructor(stores: MemoryOutboxStores, room: SmallRoom) {
    this.store = new SlowStore(stores.open());
    const { open, newId } = this.world.ports;
    this.world.ports = {
      ...this.world.ports,
      store: this.store,
      newId: () => {
        const id = newId();
        this.acts.push(id);
        return id;
      },
      open: (events) => {
        const wire = open(events);
        room.lines.push(new Line(room, this.world, this.world.socket));
        return wire;
      },
    };
    const stretch = room.since(0);
    this.chat = new Chat(this.world.ports, beginning({ stretch }));
    this.chat.start();
  }
}

/**
 * One tab's store in a browser that takes its time: what is asked is done in order, answered in order, and the
 * other tabs hear of it, each of these as late as the test likes.
 */
class SlowStore implements OutboxStore {
  readonly #store: MemoryOutboxStore;
  readonly #queues = { store: [], answers: [], news: [], turns: [] } as Record<Queue, (() => void)[]>;
  readonly #stops = new Set<() => void>();

  constructor(store: MemoryOutboxStore) {
    this.#store = store;
  }

  load = () => this.#ask(() => this.#store.load());
  add: OutboxStore['add'] = (...args) => this.#ask(() => this.#store.add(...args));
  stamp: OutboxStore['stamp'] = (...args) => this.#ask(() => this.#store.stamp(...args));
  fail: OutboxStore['fail'] = (...args) => this.#ask(() => this.#store.fail(...args));
  replace: OutboxStore['replace'] = (...args) => this.#ask(() => this.#store.replace(...args));
  remove: OutboxStore['remove'] = (...args) => this.#ask(() => this.#store.remove(...args));
  tellSending = (ids: readonly ActId[]) => this.#store.tellSending(ids);
  lookAt = () => this.#store.lookAt();

  watch: OutboxStore['watch'] = ({ changed, sending }) =>
    this.#until((later) =>
      this.#store.watch({
        changed: () => later('news', changed),
        sending: (ids) => later('news', () => sending(ids)),
      }),
    );

  lead: OutboxStore['lead'] = (by, { begin, end }) =>
    this.#until((later) =>
      this.#store.lead(by, { begin: () => later('turns', begin), end: () => later('turns', end) }),
    );

  /** Lets so much of one queue come about, or everything there is. */
  moveOn(queue?: Queue, many = Number.POSITIVE_INFINITY): void {
    for (const one of queue ? [queue] : (['store', 'answers', 'news', 'turns'] as const)) {
      for (const happen of this.#queues[one].splice(0, many)) happen();
    }
  }

  die(): void {
    for (const stop of this.#stops) stop();
    for (const queue of Object.values(this.#queues)) queue.push = () => 0;
    for (const queue of Object.values(this.#queues)) queue.length = 0;
  }

  #ask<T>(act: () => Promise<T>): Promise<T> {
    return new Promise((resolve) => {
      this.#queues.store.push(() => {
        const answer = act();
        this.#queues.answers.push(() => resolve(answer));
      });
    });
  }

  #until(begin: (later: (queue: Queue, call: () => void) => void) => () => void): () => void {
    let stopped = false;
    const end = begin((queue, call) => this.#queues[queue].push(() => void (stopped || call())));
    const stop = () => {
      stopped = true;
      end();
    };
    this.#stops.add(stop);
    return stop;
  }
}

type Queue = 'store' | 'answers' | 'news' | 'turns';

/** A socket with the way between it and the room, on which frames wait. */
class Line {
  readonly world: FakeWorld;
  /** `broken`: nothing passes any more, and nobody has noticed. */
  is: 'new' | 'open' | 'broken' | 'cut' = 'new';
  /** Its tab has died. */
  isDeaf = false;
  joined = false;
  readonly #room: SmallRoom;
  readonly #socket: FakeSocket;
  readonly #down: string[] = [];
  readonly #answered = new Map<ActId, number>();
  #arrived = 0;

  constructor(room: SmallRoom, world: FakeWorld, socket: FakeSocket) {
    this.#room = room;
    this.world = world;
    this.#socket = socket;
  }

  /** How many acts its client has sent and heard no answer to, before it gave the line up. */
  get unanswered(): number {
    if (this.#isClosed) return 0;
    const sent = this.#socket.sent.flatMap((up) => (up.t === 'hello' || up.t === 'page' ? [] : [up.id]));
    const answers = new Map(this.#answered);
    return sent.filter((id) => {
      const left = answers.get(id) ?? 0;
      answers.set(id, left - 1);
      return left <= 0;
    }).length;
  }

  accept(): void {
    if (this.is !== 'new' || this.#isClosed) return;
    this.is = 'open';
    this.#socket.open();
  }

  flow(): void {
    this.accept();
    this.up();
    this.down();
  }

  tell(...events: Event[]): void {
    this.#down.push(JSON.stringify(events));
  }

  // What was sent before a close may arrive after it, and after what the next line carries.
  up(many = Number.POSITIVE_INFINITY): void {
    if (this.is !== 'open') return;
    const frames = this.#socket.frames.slice(this.#arrived).slice(0, many);
    this.#arrived += frames.length;
    for (const frame of frames) {
      if (frame === heartbeat.ping) this.#down.push(heartbeat.pong);
      else this.#room.hear(this, JSON.parse(frame));
    }
  }

  down(many = Number.POSITIVE_INFINITY): void {
    if (this.is !== 'open') return;
    for (const frame of this.#down.splice(0, many)) {
      if (this.#isClosed) continue;
      for (const id of answersIn(frame)) this.#answered.set(id, (this.#answered.get(id) ?? 0) + 1);
      this.#socket.saysRaw(frame);
    }
  }

  break(arrives: number): void {
    this.up(arrives);
    if (this.is === 'open') this.is = 'broken';
  }

  cut(arrives = 0): void {
    this.up(arrives);
    if (this.is === 'cut') return;
    this.is = 'cut';
    if (!this.#isClosed) this.#socket.drop();
  }

  get #isClosed(): boolean {
    return this.#socket.closed || this.isDeaf;
  }
}

/** Which acts this frame answers, or tells of before their answer. */
function answersIn(frame: string): ActId[] {
  if (frame === heartbeat.pong) return [];
  return (JSON.parse(frame) as Event[]).flatMap((event) => {
    if (event.t === 'said') return [event.message.id];
    if (event.t === 'changed') return [event.id];
    if (event.t === 'welcome') return event.messages.map(({ id }) => id);
    return event.t === 'refused' && 'id' in event.of ? [event.of.id] : [];
  });
}

const retryAfterMs = 500;

/** The rules of a room as far as a sender can notice them, with pages so small that there are gaps. */
class SmallRoom {
  readonly lines: Line[] = [];
  readonly #log: { by: Person; act: Act; of: Seq }[] = [];
  #refusals: { left: number; reason: 'too-fast' | 'slow' } = { left: 0, reason: 'too-fast' };
  /** The acts of Ana's that were refused, in that order: nothing else is accepted before them. */
  #turns: { id: ActId; rounds: number }[] = [];

  /** What Ana has done here, in the order of the room. */
  get acts(): Act[] {
    return this.#log.filter(({ by }) => by.id === ana.id).map(({ act }) => act);
  }

  boSpeaks(): void {
    this.#receive(bo, {
      t: 'say',
      id: `bo-${String(this.#log.length).padStart(10, '0')}`,
      text: 'yo',
      after: 0,
    });
  }

  willRefuse(left: number, reason: 'too-fast' | 'slow'): void {
    this.#refusals = { left, reason };
  }

  /** Whoever had the turn may have ended for good. After so long nothing of what it sent is still on its way. */
  forgetsTurns(): void {
    this.#turns = this.#turns.map(({ id, rounds }) => ({ id, rounds: rounds + 1 }));
    this.#turns = this.#turns.filter(({ rounds }) => rounds < 8);
  }

  hear(line: Line, up: Up): void {
    if (up.t === 'hello') {
      line.joined = true;
      const at = line.world.roomMs;
      const { changed, ...missed } = this.since(up.since);
      const roster = { you: ana, here: 1, present: [ana], settings: firstSettings };
      line.tell({ t: 'welcome', at, ...roster, ...missed, changed: changed.map((one) => changeOf(one)) });
    } else if (isAct(up)) this.#receive(ana, up, line);
  }

  since(since: Seq) {
    const [upTo, missed] = [this.#log.length, this.messages().filter(({ seq }) => seq > since)];
    const changed = this.messages().filter((one) => one.seq <= since && versionOf(one) > since);
    const messages = missed.length > 5 ? missed.slice(-3) : missed;
    const after = messages.length < missed.length ? (messages[0]?.seq ?? 0) - 1 : since;
    return { after, upTo, messages, changed, forget: false };
  }

  messages(): Message[] {
    return this.#log.filter(({ act }) => act.t === 'say').map(({ of }) => this.#message(of));
  }

  #receive(by: Person, act: Act, line?: Line): void {
    const isCopy = (one: { by: Person; act: Act }) => one.by.id === by.id && one.act.id === act.id;
    const earlier = this.#log.find((one, i) => i + 1 > act.after && isCopy(one));
    if (earlier) return line?.tell(this.#event(earlier));
    if (line && this.#refuses(act)) return line.tell(refusal(act, this.#refusals.reason));
    const entry = { by, act, of: act.t === 'say' ? this.#log.length + 1 : act.message.seq };
    this.#log.push(entry);
    for (const one of this.lines) if (one.joined) one.tell(this.#event(entry));
  }

  #refuses({ id }: Act): boolean {
    const isNext = this.#turns.length === 0 || this.#turns[0]?.id === id;
    const refused = !isNext || this.#refusals.left > 0;
    if (isNext) this.#refusals.left -= 1;
    if (!refused) this.#turns.shift();
    else if (this.#turns.some((turn) => turn.id === id)) {
      this.#turns = this.#turns.map((turn) => (turn.id === id ? { id, rounds: 0 } : turn));
    } else this.#turns.push({ id, rounds: 0 });
    return refused;
  }

  #event({ by, act, of }: { by: Person; act: Act; of: Seq }): Event {
    const message = this.#message(of);
    return act.t === 'say'
      ? { t: 'said', message }
      : { t: 'changed', id: act.id, by: by.id, ...changeOf(message) };
  }

  #message(seq: Seq): Message {
    const said = this.#log[seq - 1];
    if (said?.act.t !== 'say') throw new Error(`Nothing was said as ${seq}.`);
    const message: Message = { seq, id: said.act.id, by: said.by, text: said.act.text, at: seq };
    const i = this.#log.findLastIndex(({ act, of }) => act.t === 'edit' && of === seq);
    const last = this.#log[i]?.act;
    return last?.t === 'edit' ? { ...message, text: last.text, changed: i + 1, editedAt: i + 1 } : message;
  }
}

function refusal({ t, id }: Act, reason: 'too-fast' | 'slow'): Event {
  return { t: 'refused', reason, sentence: '', retryAfterMs, of: { t, id } };
}
