import type { Event } from '../protocol/down.ts';
import { type ActId, type Change, type MessageId, type Seq, versionOf } from '../protocol/message.ts';
import { parseDown } from '../protocol/parse.ts';
import type { NotedAct, PinFate, State } from './history.ts';

/** What was done to the run, by kind. */
export type Kind =
  | NotedAct['t']
  | 'reply'
  | 'pin'
  | 'duplicate'
  | 'page opened'
  | 'page of the version before opened'
  | 'rename'
  | (typeof faultKinds)[number];

export const faultKinds = [
  'cut',
  'half-close',
  'stall',
  'delay',
  'reorder',
  'page closed',
  'page asleep',
  'evict',
  'abort',
  'abort-after-next-act',
  'fail-a-write',
  'kill',
  'restore',
] as const;

/** Everything noted while a run goes on. Ids of acts name the page and the moment, so they are unique. */
export class Notes {
  readonly acts = new Map<ActId, NotedAct>();
  readonly kept = new Set<ActId>();
  readonly pinned = new Map<MessageId, PinFate>();
  readonly counts = new Map<Kind, number>();
  /** How many changes the frames on live lines held. */
  readonly frames = { withChanges: 0, changes: 0, largest: 0 };
  readonly givenUp = new Set<string>();
  readonly holes: string[] = [];
  /** Those that were confirmed after the backup to which the room was restored: they may be there no more. */
  readonly mayBeLost = new Set<ActId>();
  #restores = 0;
  #told = new Map<string, State>();

  /** Which acts had been confirmed, when these had not. */
  confirmed(unsent: ReadonlySet<ActId>): Set<ActId> {
    return new Set([...this.acts.keys()].filter((id) => !unsent.has(id)));
  }

  /** The room is restored, while it can confirm nothing. What it told before, it may tell otherwise from now on. */
  restored(atBackup: ReadonlySet<ActId>, now: ReadonlySet<ActId>): void {
    for (const id of now) if (!atBackup.has(id)) this.mayBeLost.add(id);
    this.#restores += 1;
    this.#told = new Map();
    this.count('restore');
    for (const id of this.pinned.keys()) this.pinned.set(id, 'unknown');
  }

  did(act: NotedAct): void {
    this.acts.set(act.id, act);
    this.count(act.t);
    if (act.t === 'say' && act.reply) this.count('reply');
  }

  failed(id: ActId, reason: string): void {
    const act = this.acts.get(id);
    if (act) act.outcome = { is: 'failed', reason };
  }

  /** A page that stops trying, for whatever reason, has been told something that it should not have been. */
  gaveUp(page: string, because: string): void {
    this.givenUp.add(`${page} gave up: ${because}.`);
  }

  duplicated(id: ActId): void {
    this.count('duplicate');
    const act = this.acts.get(id);
    if (act) act.isSentTwice = true;
  }

  count(kind: Kind): void {
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  /** Listens to one socket of a page: what it is told of on a live line must follow on what it was told before. */
  ear(page: string, version: number): (frame: unknown) => void {
    let head = 0;
    const restores = this.#restores;
    return (frame) => {
      // What the room said before it was restored may still be under way.
      if (restores !== this.#restores) return;
      if (typeof frame !== 'string' || !frame.startsWith('[')) return;
      const events = parseDown(frame, version)?.filter((event) => 't' in event);
      if (!events) return void this.holes.push(`${page} heard what it cannot read: ${frame}`);
      this.#measure(events);
      for (const event of events) {
        for (const message of statesIn(event)) this.#keep(message);
        const next = placeOf(event) ?? head;
        if (event.t !== 'welcome' && next > head + 1)
          this.holes.push(`${page} heard ${next} right after ${head}.`);
        head = Math.max(head, next);
      }
    };
  }

  #measure(events: readonly Event[]): void {
    const changes = events.filter(({ t }) => ['said', 'changed', 'reacted'].includes(t)).length;
    if (changes === 0) return;
    this.frames.withChanges += 1;
    this.frames.changes += changes;
    this.frames.largest = Math.max(this.frames.largest, changes);
  }

  // Each state of each message once.
  #keep(state: State): void {
    const { seq, id, text, changed, deleted } = state;
    this.#told.set(JSON.stringify([seq, id, text, changed, deleted]), state);
  }

  get told(): State[] {
    return [...this.#told.values()];
  }
}

function statesIn(event: Event): State[] {
  switch (event.t) {
    case 'welcome':
      return [...event.messages, ...event.changed.flatMap(statesOf)];
    case 'paged':
      return event.messages;
    case 'said':
      return [event.message];
    case 'changed':
      return statesOf(event);
    default:
      return [];
  }
}

// One that tells of reactions alone says nothing of the words.
function statesOf({ message, seq, text, mentions, deleted }: Change): State[] {
  if (text === undefined && !deleted) return [];
  const changed = seq > message.seq ? { changed: seq } : {};
  const whom = mentions ? { mentions } : {};
  return [{ ...message, text: text ?? '', ...whom, ...changed, ...(deleted ? { deleted } : {}) }];
}

/** Up to where in the order this event brings a page that is on line. */
function placeOf(event: Event): Seq | undefined {
  if (event.t === 'welcome') return event.upTo;
  if (event.t === 'changed' || event.t === 'reacted') return event.seq;
  return event.t === 'said' ? versionOf(event.message) : undefined;
}
