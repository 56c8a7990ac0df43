import type { ActId, PersonId, Seq } from '../protocol/message.ts';
import type { ActBody } from '../protocol/up.ts';
import { actOf } from './act-of.ts';
import { mergeUnsent } from './merge-unsent.ts';
import type { FailReason, OutboxStore, Unsent } from './outbox-store.ts';

type Ready = Unsent & { after: Seq };

/** How many acts may go now, and whether something said may be among them. */
export type Free = { acts: number; maySay: boolean };

/**
 * What one tab knows of the acts that the room has not confirmed, in the order they were done. It is shown and
 * sent from, so it is never late; the store behind it outlives the page and is shared with the other tabs.
 * Where the store fails this alone holds, for as long as the page does.
 */
export class Outbox {
  readonly #store: OutboxStore;
  readonly #seen: () => Seq;
  readonly #changed: () => void;
  #unsent: readonly Unsent[] = [];
  /** Done here, and not or not yet in the store. */
  readonly #here = new Set<ActId>();
  /** Those that the browser failed to keep, or may have lost. Only this tab is sure to have them. */
  readonly #unkept = new Set<ActId>();
  /** Let go here: whatever the store still says of them is out of date. */
  readonly #gone = new Set<ActId>();
  /** What had been seen when this tab first knew of an act that nobody had sent. */
  readonly #floors = new Map<ActId, Seq>();
  #storeFails = false;
  #stamping = false;
  #loading: Promise<void> = Promise.resolve();
  #nextLoad: Promise<void> | undefined;

  /** @param seen the newest seq that was seen by now */
  constructor(store: OutboxStore, seen: () => Seq, changed: () => void) {
    this.#store = store;
    this.#seen = seen;
    this.#changed = changed;
  }

  get unsent(): readonly Unsent[] {
    return this.#unsent;
  }

  /** False when what is unsent may not outlive this page. */
  get isKept(): boolean {
    return !this.#storeFails && this.#unkept.size === 0;
  }

  /**
   * As this person is to see it. What somebody wrote who sat here before, while this page is open, is theirs to decide
   * about: most likely they have lost their name. What others left in this browser is nobody else's to see.
   */
  shownTo(person: PersonId, before: ReadonlySet<PersonId>): readonly Unsent[] {
    if (this.#unsent.every(({ by }) => by === person)) return this.#unsent;
    return this.#unsent
      .filter(({ by }) => by === person || before.has(by))
      .map((one) => (one.by === person ? one : { ...one, is: 'failed', reason: 'other-name' }));
  }

  find(id: ActId): Unsent | undefined {
    return this.#unsent.find((unsent) => unsent.id === id);
  }

  /**
   * @param after what has been seen, when it can be sent in this very moment
   * @returns whether the browser keeps it
   */
  async add(id: ActId, by: PersonId, at: number, body: ActBody, after?: Seq): Promise<boolean> {
    const unsent: Unsent = { id, by, at, ...body, ...(after === undefined ? {} : { after }), is: 'queued' };
    this.#unsent = [...this.#unsent, unsent];
    this.#here.add(id);
    this.#floors.set(id, this.#seen());
    return this.#put(unsent);
  }

  /** Learns what the store holds: from before this page, and from other tabs. Asked for often, it looks once. */
  catchUp(): Promise<void> {
    this.#nextLoad ??= this.#loading.then(() => {
      this.#nextLoad = undefined;
      this.#loading = this.#load();
      return this.#loading;
    });
    return this.#nextLoad;
  }

  /** Whether something of what may go waits for a `stamp` before it can be sent. */
  wantsStamp(by: PersonId, free: Free): boolean {
    return !this.#stamping && this.#nextOf(by, free).some((one) => this.#isUnstamped(one, by));
  }

  /**
   * Writes down what has been seen, for what is about to be sent for the first time. A page may end right after
   * sending; whoever sends it again must let the room look for the first copy in the right place. Where it
   * cannot be written down, the place is one that holds for whoever has sent it meanwhile.
   */
  async stamp(by: PersonId, free: Free): Promise<void> {
    this.#stamping = true;
    const ids = this.#nextOf(by, free)
      .filter((one) => this.#isUnstamped(one, by))
      .map(({ id }) => id);
    const stamped = await this.#store.stamp(ids, this.#seen()).catch(() => undefined);
    this.#stamping = false;
    if (stamped) this.#take(ids, stamped);
    else this.#doubtAll();
    this.#changed();
  }

  /**
   * All that may go now, oldest first, marked as under way. Nothing overtakes what still wants its stamp.
   * @param leads whether it is this tab's turn. What only this tab has cannot wait for that.
   */
  takeReady(by: PersonId, leads: boolean, free: Free): Ready[] {
    const ready: Ready[] = [];
    for (const unsent of this.#nextOf(by, free, leads)) {
      const { id } = unsent;
      if (this.#isUnstamped(unsent, by)) break;
      ready.push({ ...unsent, is: 'sending', after: unsent.after ?? this.#floors.get(id) ?? 0 });
    }
    if (ready.length === 0) return [];
    const taken = new Map(ready.map((one) => [one.id, one]));
    this.#unsent = this.#unsent.map((unsent) => taken.get(unsent.id) ?? unsent);
    this.#store.tellSending([...taken.keys()]);
    return ready;
  }

  /** These are under way from another tab. */
  noteSending(ids: readonly ActId[]): void {
    this.#unsent = this.#unsent.map((one) =>
      one.is === 'queued' && ids.includes(one.id) ? { ...one, is: 'sending' } : one,
    );
  }

  /**
   * The line was lost: nobody knows what arrived, so all of it goes again, under the same ids.
   * @param but what will still be answered
   */
  requeue(but: ReadonlySet<ActId> = new Set()): void {
    this.#unsent = this.#unsent.map((one) => (but.has(one.id) ? one : queued(one)));
  }

  /** The room wants it later. It keeps its place, and its id. */
  putBack(id: ActId): void {
    this.#unsent = this.#unsent.map((one) => (one.id === id ? queued(one) : one));
  }

  /** The room has done it, or the person thought better of it. Other tabs may still have to hear of it. */
  release(id: ActId): void {
    this.#gone.add(id);
    if (!this.find(id)) return;
    this.#here.delete(id);
    this.#unkept.delete(id);
    this.#floors.delete(id);
    this.#unsent = this.#unsent.filter((unsent) => unsent.id !== id);
    void this.#keep(this.#store.remove(id));
  }

  fail(id: ActId, reason: FailReason): void {
    this.#unsent = this.#unsent.map((one) => (one.id === id ? { ...one, is: 'failed', reason } : one));
    void this.#keep(this.#store.fail(id, reason));
  }

  /** An act once more, as a new one: the old one has failed, or is another's. One of all tabs succeeds in this. */
  async renew(id: ActId, newId: ActId, by: PersonId, at: number): Promise<void> {
    const old = this.find(id);
    if (!old) return;
    const renewed: Unsent = { ...bodyOf(old), id: newId, by, at, is: 'queued' };
    const won = await this.#store.replace(id, renewed).catch(() => undefined);
    // Asked for twice, or discarded meanwhile.
    if (this.#gone.has(id)) return won ? void this.#keep(this.#store.remove(newId)) : undefined;
    this.release(id);
    this.#floors.set(newId, this.#seen());
    const others = this.#unsent.filter((unsent) => unsent.id !== newId);
    this.#unsent = won === false ? others : [...others, renewed];
    if (won === undefined) this.#doubtAll();
    this.#changed();
  }

  /** What of this person's is to be sent next, so far as it may go. */
  #nextOf(by: PersonId, { acts, maySay }: Free, leads = true): Unsent[] {
    const waiting = this.#unsent.filter(
      (one) => one.is === 'queued' && one.by === by && (leads || this.#unkept.has(one.id)),
    );
    const tooSoon = maySay ? -1 : waiting.findIndex(({ t }) => t === 'say');
    return waiting.slice(0, tooSoon === -1 ? acts : Math.min(acts, tooSoon));
  }

  async #load(): Promise<void> {
    const stored = await this.#store.load().catch(() => undefined);
    this.#storeFails = !stored;
    if (stored) this.#merge(stored);
    else this.#doubtAll();
    this.#changed();
  }

  #merge(stored: readonly Unsent[]): void {
    // Another tab may end between adding an act and removing it. A tab that knows it is done removes it then.
    for (const { id } of stored) if (this.#gone.has(id)) void this.#keep(this.#store.remove(id));
    const kept = stored.filter(({ id }) => !this.#gone.has(id));
    for (const { id, after } of kept) {
      this.#isOnTheShelf(id);
      if (after === undefined && !this.#floors.has(id)) this.#floors.set(id, this.#seen());
    }
    this.#unsent = mergeUnsent(kept, this.#unsent, this.#here);
    // The browser may have room again. What is put there now comes after all that is there already.
    const lastKept = this.#unsent.findLastIndex(({ id }) => !this.#unkept.has(id));
    for (const unsent of this.#unsent.slice(lastKept + 1)) void this.#put(unsent);
  }

  /** What the store has no more, another tab has sent or discarded. */
  #take(ids: readonly ActId[], stamped: readonly Unsent[]): void {
    const afters = new Map(stamped.map(({ id, after }) => [id, after]));
    this.#unsent = this.#unsent
      .filter(({ id }) => !ids.includes(id) || afters.has(id) || this.#here.has(id))
      .map((unsent) => {
        const after = afters.get(unsent.id);
        return after === undefined ? unsent : { ...unsent, after };
      });
  }

  async #put(unsent: Unsent): Promise<boolean> {
    const kept = await this.#keep(this.#store.add(unsent));
    if (kept) this.#isOnTheShelf(unsent.id);
    this.#changed();
    return kept;
  }

  #isOnTheShelf(id: ActId): void {
    this.#here.delete(id);
    this.#unkept.delete(id);
  }

  /** A store that fails once may have lost everything. What it has after all, it will say. */
  #doubtAll(): void {
    for (const { id } of this.#unsent) {
      this.#here.add(id);
      this.#unkept.add(id);
    }
  }

  #isUnstamped({ id, is, by, after }: Unsent, person: PersonId): boolean {
    return is === 'queued' && by === person && after === undefined && !this.#unkept.has(id);
  }

  async #keep(kept: Promise<void>): Promise<boolean> {
    const well = await kept.then(
      () => true,
      () => false,
    );
    this.#storeFails = !well;
    if (!well) this.#doubtAll();
    return well;
  }
}

function queued(unsent: Unsent): Unsent {
  return unsent.is === 'sending' ? { ...unsent, is: 'queued' } : unsent;
}

function bodyOf(unsent: Unsent): ActBody {
  const { id, after, ...body } = actOf({ ...unsent, after: 0 });
  return body;
}
