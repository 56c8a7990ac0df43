import type { Chat } from '../client/chat.ts';
import type { MemoryOutboxStores } from '../client/memory-outbox-store.ts';
import type { OutboxStore, Unsent } from '../client/outbox-store.ts';
import type { Person as Known, Message, PersonId } from '../protocol/message.ts';
import { protocolVersion } from '../protocol/version.ts';
import { FaultyLine } from './line.ts';
import type { Notes } from './notes.ts';
import { type Ending, FaultyPage } from './page.ts';
import type { Random } from './random.ts';
import { slowStore } from './slow-store.ts';

/** What all persons of a run share. The client's own classes are those of the copied sources. */
export type RunContext = {
  serverPort: number;
  room: string;
  chat: typeof Chat;
  /** The client of the protocol version before, or of a build before, and which version it speaks. */
  chatBefore: typeof Chat;
  versionOfBefore: number;
  stores: typeof MemoryOutboxStores;
  notes: Notes;
  random: Random;
  duplicates: number;
  /** Whether something is said in threads. */
  threads: boolean;
};

const renderedMessages = 50;
const mostPages = 2;
/** How many of all pages were loaded before the newest release. */
const oldPages = 0.4;

/** Somebody with a browser: a cookie and a store, which outlive every page. */
export class Participant {
  readonly name: string;
  readonly pages: FaultyPage[] = [];
  /** Of every page there ever was: an ended page's last bytes may still be under way. */
  readonly lines: FaultyLine[] = [];
  #lastPage: FaultyPage | undefined;
  readonly #place: RunContext;
  #known: Known;
  cookie: string;
  readonly #stores: MemoryOutboxStores;
  /** Whether some of their pages are of the version before. Those say the words of a reply alone, so they reply to nothing. */
  readonly usesOlder: boolean;
  /** Each name they ever gave, whether or not they heard that it was taken. */
  readonly names: string[];

  private constructor(place: RunContext, known: Known, cookie: string) {
    this.name = known.name;
    this.#place = place;
    this.#known = known;
    this.cookie = cookie;
    this.names = [known.name];
    this.#stores = new place.stores();
    this.usesOlder = place.random.fork(`builds of ${known.name}`).chance(0.6);
  }

  static async named(name: string, place: RunContext): Promise<Participant> {
    const { person, cookie } = await introduce(place.serverPort, name);
    await makeRoom(place.serverPort, place.room, cookie);
    return new Participant(place, person, cookie);
  }

  get id(): PersonId {
    return this.#known.id;
  }

  /** What the browser keeps unsent, whichever page did it. */
  get store(): ReturnType<MemoryOutboxStores['open']> {
    return this.#stores.open();
  }

  get mayOpen(): boolean {
    return this.pages.length < mostPages;
  }

  /** Goes by another name from the next page on, if the server is there to hear it. */
  async rename(): Promise<void> {
    const name = `${this.name} again ${this.lines.length}`;
    this.names.push(name);
    const introduced = await introduce(this.#place.serverPort, name, this.cookie).catch(() => undefined);
    if (!introduced) return;
    this.#known = introduced.person;
    this.cookie = introduced.cookie;
    this.#place.notes.count('rename');
  }

  /** Pins a message, or no longer, if the server is there to hear it. */
  async pin({ seq, id }: Message, on: boolean): Promise<void> {
    const { serverPort, room, notes } = this.#place;
    const restored = notes.counts.get('restore');
    notes.pinned.set(id, 'unknown');
    const answer = await fetch(`http://127.0.0.1:${serverPort}/r/${room}/action`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: JSON.stringify({ do: on ? 'pin' : 'unpin', message: { seq, id } }),
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    await answer?.arrayBuffer().catch(() => {});
    if (!answer?.ok || notes.counts.get('restore') !== restored) return;
    notes.count('pin');
    notes.pinned.set(id, on ? 'pinned' : 'unpinned');
  }

  /** Opens a page; with what another holds rendered into it, or as somebody who has never been there. */
  async open(isRendered: boolean, mayBeOlder = true): Promise<FaultyPage> {
    const { chat, chatBefore, room, notes, duplicates, serverPort, random: all } = this.#place;
    const { versionOfBefore } = this.#place;
    const name = `${this.name}-${this.lines.length + 1}`;
    const random = all.fork(name);
    const isOlder = this.usesOlder && random.fork('version').chance(oldPages) && mayBeOlder;
    const line = await FaultyLine.to(serverPort, random.fork('line'));
    this.lines.push(line);
    const page = new FaultyPage({
      name,
      chat: isOlder ? chatBefore : chat,
      isOlder,
      version: isOlder ? versionOfBefore : protocolVersion,
      room,
      person: this.#known,
      cookie: this.cookie,
      line,
      store: slowStore(
        isOlder && versionOfBefore < protocolVersion
          ? storeOfBefore(this.#stores.open())
          : this.#stores.open(),
        random.fork('store'),
        (id) => notes.kept.add(id),
      ),
      random,
      notes,
      duplicates,
      rendered: (isRendered && this.#lastPage?.newest(renderedMessages)) || nothingYet,
    });
    this.pages.push(page);
    // The HTML of a page has what a client of the version before leaves out.
    if (!isOlder) this.#lastPage = page;
    notes.count(isOlder ? 'page of the version before opened' : 'page opened');
    return page;
  }

  close(page: FaultyPage, ending: Ending): void {
    const at = this.pages.indexOf(page);
    if (at === -1) return;
    this.pages.splice(at, 1);
    page.close(ending);
    this.#place.notes.count('page closed');
  }
}

/** A build of the version before leaves the acts it does not know where they are (P14). */
function storeOfBefore(store: OutboxStore): OutboxStore {
  const known = (acts: readonly Unsent[]) => acts.filter(({ t }) => t !== 'react');
  return {
    add: (unsent) => store.add(unsent),
    fail: (id, reason) => store.fail(id, reason),
    replace: (id, unsent) => store.replace(id, unsent),
    remove: (id) => store.remove(id),
    tellSending: (ids) => store.tellSending(ids),
    watch: (heard) => store.watch(heard),
    lead: (by, turn) => store.lead(by, turn),
    load: async () => known(await store.load()),
    stamp: async (ids, after) => known(await store.stamp(ids, after)),
  };
}

async function introduce(
  port: number,
  name: string,
  as?: string,
): Promise<{ person: Known; cookie: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(as ? { cookie: as } : {}) },
    body: JSON.stringify({ name }),
  });
  const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';');
  if (!answer.ok || !cookie) throw new Error(`No cookie for ${name}: ${await answer.text()}`);
  const { person } = (await answer.json()) as { person: Known };
  return { person, cookie };
}

/** The first of all people makes it, and the others find it. */
async function makeRoom(port: number, room: string, cookie: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/rooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ room }),
  });
  if (!answer.ok) throw new Error(`No room for them: ${await answer.text()}`);
}

const nothingYet = { after: 0, upTo: 0, messages: [] };
