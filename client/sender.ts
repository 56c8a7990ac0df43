import type { ActId, PersonId, Seq } from '../protocol/message.ts';
import type { Act, ActBody } from '../protocol/up.ts';
import { actOf } from './act-of.ts';
import { InFlight } from './in-flight.ts';
import { type Free, Outbox } from './outbox.ts';
import type { FailReason } from './outbox-store.ts';
import type { Ports } from './ports.ts';
import { type Patience, SendDelay } from './send-delay.ts';

type World = Pick<Ports, 'store' | 'newId' | 'changed' | 'news' | 'elapsed' | 'after'>;

/** What sending needs to know of the chat it is part of. */
export type Speaker = {
  you(): PersonId;
  /** Whether this person sat here before, while this page is open. */
  wasHere(person: PersonId): boolean;
  now(): number;
  seen(): Seq;
  send(act: Act): void;
  cancel(id: ActId): void;
};

/**
 * Gets what a person does to the room: once, in order, by one tab at a time, however often the line, the tab or
 * the browser ends on the way.
 */
export class Sender {
  readonly outbox: Outbox;
  readonly delay: SendDelay;
  readonly #ports: World;
  readonly #speaker: Speaker;
  readonly #inFlight = new InFlight();
  #stopTimer = () => {};
  #hasLine = false;
  /** This is the one of the browser's tabs in this room that sends. */
  #leads = false;
  /** Until then it is not known what another page has left unsent, and nothing may overtake that. */
  #caughtUp = false;
  #catchingUp = 0;
  #turn: { by: PersonId; stop(): void } | undefined;
  /** Whose words in this browser are not those of who sits here now, and have been told of. */
  readonly #strangers = new Set<ActId>();
  #stopWatching: (() => void) | undefined;

  constructor(ports: World, speaker: Speaker) {
    this.#ports = ports;
    this.#speaker = speaker;
    this.delay = new SendDelay(ports.elapsed);
    this.outbox = new Outbox(ports.store, speaker.seen, ports.changed);
  }

  start(): void {
    if (this.#stopWatching) return;
    this.#stopWatching = this.#ports.store.watch({
      changed: () => void this.outbox.catchUp().then(() => this.#flush()),
      sending: (ids) => {
        // Late news: whatever another tab had under way goes again from the one that leads now.
        if (this.#leads) return;
        this.outbox.noteSending(ids);
        this.#ports.changed();
      },
    });
    this.#catchUp();
  }

  stop(): void {
    this.#stopTimer();
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#catchingUp += 1;
    this.#caughtUp = false;
  }

  lineUp(): void {
    this.#hasLine = true;
    const by = this.#speaker.you();
    // Somebody else has sat down here.
    if (this.#turn && this.#turn.by !== by) this.#stopLeading();
    this.#turn ??= { by, stop: this.#ports.store.lead(by, this.#leading()) };
    this.#flush();
  }

  /** Another tab may still have a line, so it is another's turn. */
  lineDown(): void {
    this.#hasLine = false;
    this.#stopLeading();
    this.#inFlight.lost();
    this.outbox.requeue();
  }

  /** The room has done it. */
  confirmed(id: ActId): void {
    this.#inFlight.answered(id);
    this.outbox.release(id);
  }

  /** The room will not do it. */
  failed(id: ActId, reason: FailReason): void {
    this.#inFlight.answered(id);
    this.outbox.fail(id, reason);
  }

  /** The room will do it later, and what is behind it after it. */
  postponed(id: ActId, reason: Patience, retryAfterMs: number): void {
    this.#inFlight.postponed(id, reason);
    this.delay.refused(reason, retryAfterMs);
    this.outbox.putBack(id);
  }

  /** It will not be sent (any more). Where the room keeps a turn for it, nothing else needs to wait for that. */
  discard(id: ActId): void {
    if (this.#hasLine && this.#inFlight.hasTurn(id)) this.#speaker.cancel(id);
    this.outbox.release(id);
  }

  do(body: ActBody): void {
    const { you, now, seen } = this.#speaker;
    const by = you();
    const { acts, maySay } = this.#free;
    const isFree = acts > 0 && (maySay || body.t !== 'say');
    const isFirst = isFree && !this.outbox.unsent.some((one) => one.is === 'queued' && one.by === by);
    const after = this.#maySend && this.#leads && isFirst ? seen() : undefined;
    const kept = this.outbox.add(this.#ports.newId(), by, now(), body, after);
    // What the browser does not keep no other tab will send.
    void kept.then((well) => {
      if (!well) void this.outbox.catchUp().then(() => this.#flush());
    });
    this.#flush();
    this.#ports.changed();
  }

  /** Does what failed once more. */
  async retry(id: ActId): Promise<void> {
    await this.outbox.renew(id, this.#ports.newId(), this.#speaker.you(), this.#speaker.now());
    this.#flush();
  }

  #catchUp(): void {
    this.#catchingUp += 1;
    this.#caughtUp = false;
    const mine = this.#catchingUp;
    void this.outbox.catchUp().then(() => {
      if (mine !== this.#catchingUp) return;
      this.#caughtUp = true;
      this.#flush();
    });
  }

  get #maySend(): boolean {
    return this.#hasLine && this.#caughtUp;
  }

  #leading() {
    return {
      begin: () => {
        this.#leads = true;
        // What the tab before had under way may not have arrived, and it may have ended without a word of more.
        this.outbox.requeue(this.#inFlight.ids);
        this.#catchUp();
      },
      end: () => {
        this.#leads = false;
      },
    };
  }

  #stopLeading(): void {
    this.#leads = false;
    this.#turn?.stop();
    this.#turn = undefined;
  }

  #flush(): void {
    this.#wake();
    if (!this.#maySend) return;
    const { you, send } = this.#speaker;
    this.#tellOfStrangers();
    const ready = this.outbox.takeReady(you(), this.#leads, this.#free);
    this.#inFlight.sent(ready.map(({ id }) => id));
    for (const unsent of ready) send(actOf(unsent));
    this.#ports.changed();
    if (!this.#leads || !this.outbox.wantsStamp(you(), this.#free)) return;
    void this.outbox.stamp(you(), this.#free).then(() => this.#flush());
  }

  // In slow mode the second of two would be refused, and whatever came behind it might be accepted before it.
  get #free(): Free {
    const { isSlow, actMs, sayMs } = this.delay;
    if (actMs > 0) return { acts: 0, maySay: false };
    const free = this.#inFlight.free((id) => this.outbox.find(id) !== undefined);
    return {
      acts: isSlow ? Math.max(0, Math.min(free, 1 - this.#inFlight.ids.size)) : free,
      maySay: sayMs === 0,
    };
  }

  /** To go on by itself, and to let it be shown, once the room is patient no more. */
  #wake(): void {
    this.#stopTimer();
    const { actMs, sayMs } = this.delay;
    const due = actMs > 0 ? actMs : sayMs;
    if (due === 0) return;
    this.#stopTimer = this.#ports.after(Math.ceil(due), () => {
      this.#flush();
      this.#ports.changed();
    });
  }

  #tellOfStrangers(): void {
    for (const { id, by, t } of this.outbox.unsent) {
      const isStranger = by !== this.#speaker.you() && this.#speaker.wasHere(by);
      if (!isStranger || this.#strangers.has(id)) continue;
      if (t === 'react') {
        // Nobody is asked about it, as about words.
        this.outbox.release(id);
        continue;
      }
      this.#strangers.add(id);
      this.#ports.news({ t: 'refused', of: t, reason: 'other-name' });
    }
  }
}
