import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../protocol/message.ts';
import type { FaultyPage } from './page.ts';
import { Participant, type RunContext } from './person.ts';
import type { Random } from './random.ts';
import type { ScheduledStep, ToLine, ToPage, ToRoom, What } from './schedule.ts';
import type { FaultyServer } from './server.ts';

const inFlightAtMostMs = 3_000;
const nobodysId = 'nobody-000000000';
const emojis = ['👍', '❤️', '🎉'];

/** The server and all the persons, and what happens to them. */
export class World {
  readonly people: Participant[] = [];
  readonly #server: FaultyServer;
  readonly #place: RunContext;
  readonly #random: Random;
  /** Kills and restarts, one after the other. */
  #restarts: Promise<void> = Promise.resolve();
  /** Pins, in the same way. */
  #pins: Promise<void> = Promise.resolve();
  /** Things begun and not yet over. */
  readonly #begun = new Set<Promise<void>>();
  #words = 0;

  constructor(server: FaultyServer, place: RunContext) {
    this.#server = server;
    this.#place = place;
    this.#random = place.random.fork('words');
  }

  async settle(clients: number): Promise<void> {
    for (let i = 1; i <= clients; i += 1) {
      const person = await Participant.named(`P${String(i).padStart(2, '0')}`, this.#place);
      await person.open(false);
      this.people.push(person);
    }
  }

  happen({ who, page: which, what }: ScheduledStep): void {
    const person = oneOf(this.people, who);
    const page = oneOf(person?.pages ?? [], which);
    if (isToRoom(what)) this.#begin(this.#toRoom(what));
    else if (what.do === 'rename') person && this.#begin(person.rename());
    else if (what.do === 'pin') this.#begin(this.#pin(what));
    else if (what.do === 'page opened') {
      if (person?.mayOpen) this.#begin(person.open(what.rendered).then(() => {}));
    } else if (person && page) this.#toPage(person, page, what);
  }

  // The first of all people made the room. One after the other, so that it is known which was the last.
  #pin({ which, on }: { which: number; on: boolean }): Promise<void> {
    const [owner] = this.people;
    const standing = owner?.pages[0]?.shown.filter(({ deleted }) => !deleted) ?? [];
    const message = oneOf(standing, which);
    if (owner && message) this.#pins = this.#pins.then(() => owner.pin(message, on));
    return this.#pins;
  }

  /** Pins what was said last and stands, so that something is pinned in the end however the run went. */
  async pinNewest(): Promise<void> {
    const [owner] = this.people;
    const newest = owner?.pages[0]?.shown.findLast(({ deleted }) => !deleted);
    if (owner && newest) await owner.pin(newest, true);
  }

  /** Every fault ends, and everybody is there: whoever had closed their last page opens one. */
  async mend(): Promise<void> {
    await Promise.all(this.#begun);
    for (const person of this.people) {
      for (const line of person.lines) line.mend();
      await this.#leaveReactionsToANewerPage(person);
      if (person.pages.length === 0) await person.open(false);
      for (const page of person.pages) page.chat.start();
    }
  }

  // A page of the version before sends what it knows, and leaves them waiting while its turn lasts.
  async #leaveReactionsToANewerPage(person: Participant): Promise<void> {
    if ((await person.store.load()).every(({ t }) => t !== 'react')) return;
    for (const page of person.pages.filter(({ isOlder }) => isOlder)) person.close(page, 'closes');
    if (person.pages.length === 0) await person.open(false, false);
  }

  async end(): Promise<void> {
    await Promise.all(this.#begun);
    for (const person of this.people) {
      for (const page of [...person.pages]) page.close('closes');
      await Promise.all(person.lines.map((line) => line.end()));
    }
    await this.#server.kill9();
  }

  /**
   * All that the room has not confirmed to anybody. Where an act has been in the store, the store decides: a page that
   * is asleep goes on holding what another page of the same person has heard confirmed, and taken out of the store.
   */
  async unsent(): Promise<Set<string>> {
    const { kept } = this.#place.notes;
    const stored = await Promise.all(this.people.map(({ store }) => store.load()));
    const held = this.people.flatMap(({ pages }) => pages.flatMap(({ chat }) => chat.outbox.unsent));
    const neverShelved = held.filter(({ id }) => !kept.has(id));
    return new Set([...stored.flat(), ...neverShelved].map(({ id }) => id));
  }

  #begin(something: Promise<void>): void {
    const begun = something.finally(() => this.#begun.delete(begun));
    this.#begun.add(begun);
  }

  async #toRoom(what: ToRoom): Promise<void> {
    const { notes, room } = this.#place;
    if (what.do === 'kill') {
      this.#restarts = this.#restarts.then(() => this.#restart(what.downMs));
      await this.#restarts;
      notes.count('kill');
    } else if (what.do === 'restore') {
      this.#restarts = this.#restarts.then(() => this.#restore(what));
      await this.#restarts;
    } else if (await this.#server.cause(what.do, room, what.do === 'fail-a-write' ? what.nth : 1)) {
      notes.count(what.do);
    }
  }

  async #restart(downMs: number): Promise<void> {
    await this.#server.kill9();
    await sleep(downMs);
    await this.#server.restart();
  }

  async #restore({ isKilled, lostMs, downMs }: ToRoom & { do: 'restore' }): Promise<void> {
    const { notes } = this.#place;
    // What was confirmed before the backup began is in it.
    const atBackup = notes.confirmed(await this.unsent());
    const backedUp = this.#server.backUp();
    // In the middle of it, as far as anybody can tell.
    await sleep(this.#random.below(150));
    await Promise.all([backedUp, isKilled && this.#server.kill9()]);
    if (isKilled) await this.#server.restart();
    await sleep(lostMs);
    await this.#server.kill9();
    await this.#server.restoreBackup();
    // What the pages have heard by now they heard before; nothing is under way any more that could confirm an act.
    await sleep(inFlightAtMostMs);
    notes.restored(atBackup, notes.confirmed(await this.unsent()));
    await sleep(downMs);
    await this.#server.restart();
  }

  #toPage(person: Participant, page: FaultyPage, what: ToPage): void {
    switch (what.do) {
      case 'say':
        for (let i = 0; i < what.times; i += 1)
          page.say(this.#newWords(person), person.usesOlder ? {} : this.#whereToSay(page));
        return;
      case 'edit': {
        const message = oneOf(page.mine, what.which);
        if (!message) return;
        for (const to of what.to) {
          page.edit(message, to === 'same words' ? message.text : this.#newWords(person));
        }
        return;
      }
      case 'delete': {
        const message = oneOf(page.mine, what.which);
        return message && page.delete(message);
      }
      case 'react': {
        const standing = page.held.filter(({ deleted }) => !deleted);
        const message = oneOf(standing, what.which);
        return message && page.react(message, emojis[what.emoji] ?? '', what.on);
      }
      case 'settle':
        return page.dealWithFailures(what.again);
      case 'scroll':
        return void page.fetchMore();
      case 'nudge':
        return page.chat.nudge();
      case 'page closed':
        person.close(page, what.ending);
        return this.#begin(this.#openLater(person, what.reopenMs, what.rendered));
      case 'page asleep':
        return this.#begin(this.#sleep(page, what.ms));
      default:
        return this.#toLine(page, what);
    }
  }

  #toLine({ line }: FaultyPage, what: ToLine): void {
    if (line.open === 0) return;
    if (what.do === 'cut') line.cut(what.outageMs);
    if (what.do === 'half-close') line.halfClose(what.way);
    if (what.do === 'stall') for (const way of what.ways) line.stall(way, what.ms);
    if (what.do === 'delay') line.delay(what.latestMs, what.ms);
    if (what.do === 'reorder') line.overtake(what.heldMs, what.pieces, inFlightAtMostMs);
    this.#place.notes.count(what.do);
  }

  async #openLater(person: Participant, afterMs: number, rendered: boolean): Promise<void> {
    await sleep(afterMs);
    if (person.mayOpen) await person.open(rendered);
  }

  // Kept by the browser, without a socket and without running, as when somebody goes on to another page.
  async #sleep(page: FaultyPage, ms: number): Promise<void> {
    page.chat.pause();
    this.#place.notes.count('page asleep');
    await sleep(ms);
    if (!page.isClosed) page.chat.start();
  }

  // To anything that the page holds, and in the thread of anything in the room's talk, of somebody else or not, whether or not it stands.
  #whereToSay(page: FaultyPage): Parameters<FaultyPage['say']>[1] {
    const any = (messages: readonly Message[]) => oneOf(messages, this.#random.below(1_000) / 1_000);
    const to = this.#random.chance(0.25) ? any(page.shown) : undefined;
    const roots = page.shown.filter(({ inThread }) => inThread === undefined);
    // In a few mostly, so that much is said in them.
    const of =
      this.#place.threads && this.#random.chance(0.25)
        ? any(this.#random.chance(0.7) ? roots.slice(0, 4) : roots)
        : undefined;
    return { ...(to && { to }), ...(of && { of, ...(this.#random.chance(0.3) && { also: true }) }) };
  }

  // Some are long, so that frames come in more than one piece.
  #newWords({ name }: Participant): string {
    this.#words += 1;
    const words = `${name} says ${this.#words}${this.#random.chance(0.4) ? this.#newMentions() : ''}`;
    return this.#random.chance(0.03)
      ? `${words} ${'at length '.repeat(this.#random.below(300))}`.trim()
      : words;
  }

  // Of anybody, oneself and nobody too, and now and then in code, where it is none.
  #newMentions(): string {
    const ids = [...this.people.map(({ id }) => id), nobodysId];
    const mentions = Array.from({ length: this.#random.between(1, 3) }, () => `<@${this.#random.pick(ids)}>`);
    return this.#random.chance(0.1) ? ` to \`${mentions.join('')}\`` : ` to ${mentions.join(' ')}`;
  }
}

function isToRoom(what: What): what is ToRoom {
  return ['evict', 'abort', 'abort-after-next-act', 'fail-a-write', 'kill', 'restore'].includes(what.do);
}

function oneOf<T>(list: readonly T[], place: number): T | undefined {
  return list[Math.min(list.length - 1, Math.floor(place * list.length))];
}
