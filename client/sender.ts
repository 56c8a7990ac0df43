import type { ActId, PersonId, Seq } from '../protocol/message.ts';
import type { Act } from '../protocol/up.ts';
import { Outbox } from './outbox.ts';
import type { Ports } from './ports.ts';
import type { Deed, Unsent } from './shelf.ts';

/** What sending needs to know of the chat it is part of. */
export type Speaker = { you(): PersonId; now(): number; seen(): Seq; send(act: Act): void };

/**
 * Gets what a person does to the room: once, in order, by one tab at a time, however often the line, the tab or
 * the browser ends on the way.
 */
export class Sender {
  readonly outbox: Outbox;
  readonly #ports: Pick<Ports, 'shelf' | 'newId' | 'changed' | 'news'>;
  readonly #speaker: Speaker;
  #hasLine = false;
  /** Of all this browser's tabs in this room, it is this one that sends. */
  #leads = false;
  /** Until then it is not known what another page has left unsent, and nothing may overtake that. */
  #caughtUp = false;
  #catchingUp = 0;
  #turn: { by: PersonId; stop(): void } | undefined;
  /** Whose words in this browser are not those of who sits here now, and have been told of. */
  readonly #strangers = new Set<ActId>();
  #stopWatching: (() => void) | undefined;

  constructor(ports: Pick<Ports, 'shelf' | 'newId' | 'changed' | 'news'>, speaker: Speaker) {
    this.#ports = ports;
    this.#speaker = speaker;
    this.outbox = new Outbox(ports.shelf, speaker.seen, ports.changed);
  }

  start(): void {
    if (this.#stopWatching) return;
    this.#stopWatching = this.#ports.shelf.watch({
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
    this.#turn ??= { by, stop: this.#ports.shelf.lead(by, this.#leading()) };
  }

  /** Another tab may still have a line, so it is another's turn. */
  lineDown(): void {
    this.#hasLine = false;
    this.#stopLeading();
    this.outbox.requeue();
  }

  do(deed: Deed): void {
    const { you, now, seen } = this.#speaker;
    const by = you();
    const isFirst = !this.outbox.unsent.some((one) => one.is === 'queued' && one.by === by);
    const after = this.#maySend && this.#leads && isFirst ? seen() : undefined;
    const kept = this.outbox.add(this.#ports.newId(), by, now(), deed, after);
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
        this.outbox.requeue();
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
    if (!this.#maySend) return;
    const { you, send } = this.#speaker;
    this.#tellOfStrangers();
    for (const unsent of this.outbox.takeReady(you(), this.#leads)) send(actOf(unsent));
    this.#ports.changed();
    if (this.#leads && this.outbox.wantsStamp(you())) void this.outbox.stamp(you()).then(() => this.#flush());
  }

  #tellOfStrangers(): void {
    for (const { id, by, t } of this.outbox.unsent) {
      if (by === this.#speaker.you() || this.#strangers.has(id)) continue;
      this.#strangers.add(id);
      this.#ports.news({ t: 'refused', of: t, reason: 'other-name' });
    }
  }
}

function actOf(unsent: Unsent & { after: Seq }): Act {
  const { id, after } = unsent;
  switch (unsent.t) {
    case 'say':
      return { t: 'say', id, text: unsent.text, after };
    case 'edit':
      return { t: 'edit', id, message: unsent.message, text: unsent.text, after };
    case 'delete':
      return { t: 'delete', id, message: unsent.message, after };
  }
}
