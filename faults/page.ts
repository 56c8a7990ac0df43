import type { Chat } from '../client/chat.ts';
import type { ActId, Message, Person, Stretch } from '../protocol/message.ts';
import { firstSettings } from '../protocol/settings.ts';
import type { ActBody } from '../protocol/up.ts';
import type { PageQuote, PageView } from './history.ts';
import type { FaultyLine } from './line.ts';
import { nodePorts } from './node-ports.ts';
import type { Notes } from './notes.ts';
import type { Random } from './random.ts';
import type { SlowStore } from './slow-store.ts';

export type PageGiven = {
  name: string;
  chat: typeof Chat;
  isOlder: boolean;
  /** Which version of the protocol that client speaks. */
  version: number;
  room: string;
  person: Person;
  cookie: string;
  line: FaultyLine;
  store: SlowStore;
  random: Random;
  notes: Notes;
  /** How likely it is that an act is sent twice. */
  duplicates: number;
  /** What the HTML of this page held already. */
  rendered: Stretch;
};

/** How a page ends: with a close, without one, or with what it had sent still under way. */
export type Ending = 'closes' | 'crashes' | 'with bytes under way';

const underWayMs = 400;

/** One page of one person: the real client on a line of its own, and a note of everything that is done in it. */
export class FaultyPage {
  readonly name: string;
  readonly line: FaultyLine;
  readonly chat: Chat;
  readonly #given: PageGiven;
  readonly #end: () => void;
  isClosed = false;
  #doing: ActBody | undefined;
  #acts = 0;

  constructor(given: PageGiven) {
    const { name, line, person, notes, rendered } = given;
    this.name = name;
    this.line = line;
    this.#given = given;
    const { ports, end } = nodePorts({
      ...given,
      address: `ws://127.0.0.1:${line.port}/r/${given.room}/socket`,
      newId: () => this.#newId(),
      ear: () => notes.ear(name, given.version),
      duplicated: (act) => notes.duplicated(act),
      changed: () => this.#look(),
    });
    this.#end = end;
    this.chat = new given.chat(ports, {
      you: person,
      here: 1,
      present: [person],
      stretch: rendered,
      settings: firstSettings,
      standing: { role: 'guest' },
    });
    this.chat.start();
  }

  /** Whether its client is of the protocol version before, or of a build before. It is asked for what those could do all along. */
  get isOlder(): boolean {
    return this.#given.isOlder;
  }

  /** What it shows, under the names that it shows. */
  get shown(): Message[] {
    const { timeline } = this.chat;
    return timeline.messages.map(({ mentions, ...message }) => ({
      ...message,
      ...(mentions ? { mentions: mentions.map((person) => timeline.named(person)) } : {}),
    }));
  }

  /** What the replies quote that it shows. Of a deleted one nothing is shown, and so nothing that it replied to. */
  get quotes(): PageQuote[] {
    if (this.isOlder) return [];
    const { timeline } = this.chat;
    return timeline.messages.flatMap(({ reply, inThread, deleted }) => {
      // Of two a word that is heard brings one.
      const quoted = deleted ? undefined : (reply ?? inThread);
      return quoted === undefined
        ? []
        : [{ page: this.name, reply: quoted, quoted: timeline.quoted(quoted) }];
    });
  }

  /** What it shows in the room and in the thread that it follows, oldest first. */
  get held(): Message[] {
    const inThread = this.isOlder ? [] : (this.chat.thread.timeline?.messages ?? []);
    const each = new Map([...this.chat.timeline.messages, ...inThread].map((one) => [one.seq, one]));
    return [...each.values()].sort((one, other) => one.seq - other.seq);
  }

  /** What of that is its own, and not deleted. */
  get mine(): Message[] {
    const { id } = this.#given.person;
    return this.held.filter(({ by, deleted }) => by.id === id && !deleted);
  }

  /**
   * `to`: what it is a reply to. `of`: in whose thread it is said, which is followed from then on; `also`: in the room as well. A
   * client of the version before knows of neither.
   */
  say(text: string, { to, of, also }: { to?: Message; of?: Message; also?: true } = {}): void {
    const where = this.isOlder
      ? {}
      : {
          ...(to && { reply: { seq: to.seq, id: to.id } }),
          ...(of && { inThread: { seq: of.seq, id: of.id }, ...(also && { also }) }),
        };
    if (of && !this.isOlder) this.chat.followThread(of.seq);
    this.#do({ t: 'say', text, ...where }, () => this.chat.say(text, this.isOlder ? undefined : where));
  }

  /** The threads that it follows, as they stand here. */
  get threads(): PageView['threads'] {
    if (this.isOlder) return [];
    const { root, timeline } = this.chat.thread;
    return root === undefined ? [] : [{ root, messages: timeline?.messages ?? [] }];
  }

  edit({ seq, id }: Message, text: string): void {
    const message = { seq, id };
    this.#do({ t: 'edit', message, text }, () => this.chat.edit(message, text));
  }

  delete({ seq, id }: Message): void {
    const message = { seq, id };
    this.#do({ t: 'delete', message }, () => this.chat.delete(message));
  }

  /** Of a client of the version before, which has no reactions, nothing. */
  react({ seq, id }: Message, emoji: string, on: boolean): void {
    if (this.isOlder) return;
    const message = { seq, id };
    this.#do({ t: 'react', message, emoji, on }, () => this.chat.react(message, emoji, on));
  }

  /** Tries what failed once more, or lets it be. */
  dealWithFailures(again: boolean): void {
    for (const { id: failed, is } of this.chat.outbox.unsent) {
      if (is !== 'failed') continue;
      const act = this.#given.notes.acts.get(failed);
      if (!again || !act) this.chat.discard(failed);
      else {
        const { id, by, page, outcome, ...body } = act;
        this.#do(body, () => void this.chat.retry(id));
      }
    }
  }

  /** Fetches one more page of what it lacks, as somebody does who scrolls up; says whether it lacks anything. */
  fetchMore(): boolean {
    const gap = this.chat.timeline.gaps.at(-1);
    if (gap) this.chat.fetch(gap.before);
    if (this.isOlder) return gap !== undefined;
    const { root, timeline } = this.chat.thread;
    const lacking = timeline?.gaps.at(-1);
    if (lacking) this.chat.fetch(lacking.before, root);
    return gap !== undefined || lacking !== undefined;
  }

  /** The newest that it holds without a hole, as the HTML of a page loaded now would. */
  newest(most: number): Stretch {
    const { messages, gaps, upTo, upToId } = this.chat.timeline;
    const from = (gaps.at(-1)?.before ?? 1) - 1;
    const newest = messages.filter(({ seq }) => seq > from);
    const left = newest.slice(0, -most).at(-1)?.seq ?? from;
    const end = upToId === undefined ? { upTo } : { upTo, upToId };
    const shown = newest.slice(-most);
    const quoted = this.quotes.flatMap((one) => (one.quoted && one.reply <= left ? one.quoted : []));
    return { after: left, ...end, messages: shown, quoted };
  }

  close(ending: Ending): void {
    if (ending === 'crashes') this.line.cut(0);
    if (ending === 'with bytes under way') this.line.overtake(0, Number.POSITIVE_INFINITY, underWayMs);
    this.isClosed = true;
    this.#end();
    this.#given.store.end();
  }

  #do(body: ActBody, act: () => void): void {
    this.#doing = body;
    act();
    this.#doing = undefined;
  }

  // The client asks for an id in the moment that something is done.
  #newId(): ActId {
    if (!this.#doing) throw new Error(`${this.name} does something by itself.`);
    this.#acts += 1;
    const id = `${this.name}-${String(this.#acts).padStart(6, '0')}`;
    const by = this.#given.person.id;
    this.#given.notes.did({ id, by, page: this.name, outcome: { is: 'pending' }, ...this.#doing });
    return id;
  }

  #look(): void {
    const { connection } = this.chat;
    if (connection.is === 'stopped') this.#given.notes.gaveUp(this.name, connection.because);
    for (const unsent of this.chat.outbox.unsent) {
      if (unsent.is === 'failed') this.#given.notes.failed(unsent.id, unsent.reason);
    }
  }
}
