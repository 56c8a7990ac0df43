import type { ActId, PersonId, Seq } from '../protocol/message.ts';
import type { Deed, FailReason, Shelf, Unsent } from './shelf.ts';

/**
 * What one tab knows of the acts that the room has not confirmed, in the order they were done. It is shown and
 * sent from, so it is never late; the shelf behind it outlives the page and is shared with the other tabs.
 * Where the shelf fails this alone holds, for as long as the page does.
 */
export class Outbox {
  readonly #shelf: Shelf;
  readonly #changed: () => void;
  #unsent: readonly Unsent[] = [];
  /** Done here, and not or not yet on the shelf. */
  readonly #here = new Set<ActId>();
  /** Those of them that the browser failed to keep. */
  readonly #unkept = new Set<ActId>();
  /** Let go here: whatever the shelf still says of them is out of date. */
  readonly #gone = new Set<ActId>();
  #shelfFails = false;
  #stamping = false;

  constructor(shelf: Shelf, changed: () => void) {
    this.#shelf = shelf;
    this.#changed = changed;
  }

  get unsent(): readonly Unsent[] {
    return this.#unsent;
  }

  /** False when what is unsent may not outlive this page. */
  get isKept(): boolean {
    return !this.#shelfFails && this.#unkept.size === 0;
  }

  find(id: ActId): Unsent | undefined {
    return this.#unsent.find((unsent) => unsent.id === id);
  }

  /** @param after what has been seen, when it can be sent in this very moment */
  add(id: ActId, by: PersonId, at: number, deed: Deed, after?: Seq): void {
    const unsent: Unsent = { id, by, at, ...deed, ...(after === undefined ? {} : { after }), is: 'queued' };
    this.#unsent = [...this.#unsent, unsent];
    this.#here.add(id);
    void this.#keep(this.#shelf.add(unsent)).then((kept) => this.#added(id, kept));
  }

  /** Learns what the shelf holds: from before this page, and from other tabs. */
  async catchUp(): Promise<void> {
    const shelved = await this.#shelf.load().catch(() => undefined);
    this.#shelfFails = !shelved;
    if (shelved) this.#merge(shelved);
    this.#changed();
  }

  /** Whether something waits for a `stamp` before it can be sent. */
  get wantsStamp(): boolean {
    return !this.#stamping && this.#unsent.some(isUnstamped);
  }

  /**
   * Writes down what has been seen, for all that is about to be sent for the first time. A page may end right
   * after sending; whoever sends it again must let the room look for the first copy in the right place.
   */
  async stamp(seen: Seq): Promise<void> {
    this.#stamping = true;
    const ids = this.#unsent.filter(isUnstamped).map(({ id }) => id);
    const stamped = await this.#shelf.stamp(ids, seen).catch(() => undefined);
    this.#stamping = false;
    if (!stamped) this.#shelfFails = true;
    const afters = new Map(stamped?.map(({ id, after }) => [id, after ?? seen]));
    // What the shelf has no more, another tab has sent or discarded.
    const isGone = ({ id }: Unsent) => stamped && ids.includes(id) && !afters.has(id) && !this.#here.has(id);
    this.#unsent = this.#unsent
      .filter((unsent) => !isGone(unsent))
      .map((unsent) =>
        ids.includes(unsent.id) ? { ...unsent, after: afters.get(unsent.id) ?? seen } : unsent,
      );
    this.#changed();
  }

  /** All that may go now, oldest first, marked as under way. Nothing overtakes what still wants its stamp. */
  takeReady(): (Unsent & { after: Seq })[] {
    const end = this.#unsent.findIndex(isUnstamped);
    const ready = (end === -1 ? this.#unsent : this.#unsent.slice(0, end)).filter(
      ({ is }) => is === 'queued',
    );
    if (ready.length === 0) return [];
    this.noteSending(ready.map(({ id }) => id));
    this.#shelf.tellSending(ready.map(({ id }) => id));
    return ready.filter((unsent): unsent is Unsent & { after: Seq } => unsent.after !== undefined);
  }

  /** These are under way, from here or from another tab. */
  noteSending(ids: readonly ActId[]): void {
    this.#unsent = this.#unsent.map((one) =>
      one.is === 'queued' && ids.includes(one.id) ? { ...one, is: 'sending' } : one,
    );
  }

  /** The line was lost: nobody knows what arrived, so all of it goes again, under the same ids. */
  requeue(): void {
    this.#unsent = this.#unsent.map((one) => (one.is === 'sending' ? { ...one, is: 'queued' } : one));
  }

  /** The room has done it, or the person thought better of it. Other tabs may still have to hear of it. */
  release(id: ActId): void {
    this.#gone.add(id);
    if (!this.find(id)) return;
    this.#here.delete(id);
    this.#unkept.delete(id);
    this.#unsent = this.#unsent.filter((unsent) => unsent.id !== id);
    void this.#keep(this.#shelf.remove(id));
  }

  fail(id: ActId, reason: FailReason): void {
    this.#unsent = this.#unsent.map((one) => (one.id === id ? { ...one, is: 'failed', reason } : one));
    void this.#keep(this.#shelf.fail(id, reason));
  }

  /** A failed act once more, as a new one: the failure has ended the old one. One of all tabs succeeds in this. */
  async renew(id: ActId, newId: ActId, by: PersonId, at: number): Promise<void> {
    const failed = this.find(id);
    if (failed?.is !== 'failed') return;
    const { after, reason, ...deed } = failed;
    const renewed: Unsent = { ...deed, id: newId, by, at, is: 'queued' };
    const won = await this.#shelf.replace(id, renewed).catch(() => undefined);
    // Asked for twice, or discarded meanwhile.
    if (this.#gone.has(id)) return won ? void this.#keep(this.#shelf.remove(newId)) : undefined;
    if (won === undefined) this.#here.add(newId);
    this.#added(newId, won !== undefined);
    this.#gone.add(id);
    const others = this.#unsent.filter((unsent) => unsent.id !== id && unsent.id !== newId);
    this.#unsent = won === false ? others : [...others, renewed];
    this.#changed();
  }

  #merge(shelved: readonly Unsent[]): void {
    // A tab that heard of the deed before it heard of the word clears up after one that ended in between.
    for (const { id } of shelved) if (this.#gone.has(id)) void this.#keep(this.#shelf.remove(id));
    const merged = shelved
      .filter(({ id }) => !this.#gone.has(id))
      .map((one) => furthest(one, this.find(one.id)));
    for (const [i, one] of this.#unsent.entries()) {
      if (!this.#here.has(one.id) || merged.some(({ id }) => id === one.id)) continue;
      // What was done after it stays after it.
      const later = new Set(this.#unsent.slice(i + 1).map(({ id }) => id));
      const at = merged.findIndex(({ id }) => later.has(id));
      merged.splice(at === -1 ? merged.length : at, 0, one);
    }
    this.#unsent = merged;
  }

  #added(id: ActId, kept: boolean): void {
    if (kept) this.#here.delete(id);
    else if (this.#here.has(id)) this.#unkept.add(id);
    this.#changed();
  }

  async #keep(kept: Promise<void>): Promise<boolean> {
    const well = await kept.then(
      () => true,
      () => false,
    );
    if (this.#shelfFails === well) {
      this.#shelfFails = !well;
      this.#changed();
    }
    return well;
  }
}

// Where the shelf failed to note it, this tab knows more: a stamp is given once, and a failure is final.
function furthest(shelved: Unsent, known: Unsent | undefined): Unsent {
  if (!known || shelved.is === 'failed') return shelved;
  const { after = known.after, ...rest } = shelved;
  const state = known.is === 'failed' ? { is: known.is, reason: known.reason } : { is: known.is };
  return { ...rest, ...(after === undefined ? {} : { after }), ...state };
}

function isUnstamped(unsent: Unsent): boolean {
  return unsent.is === 'queued' && unsent.after === undefined;
}
