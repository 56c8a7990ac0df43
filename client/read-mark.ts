import type { Seq } from '../protocol/message.ts';
import type { Ports } from './ports.ts';

/** While somebody reads on, the room is told this often; of the first words that they read after a while, at once. */
const everyMs = 10_000;

/** How far a person has read in a room: what this device saw, and what it heard of others. */
export class ReadMark {
  #upTo: Seq;
  readonly #ports: Pick<Ports, 'elapsed' | 'after'>;
  /** Says it to the room; false where there is no line. */
  readonly #send: (upTo: Seq, unread: boolean) => boolean;
  #toldUpTo: Seq;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** They marked something unread, here or on another device. */
  #isHeld = false;
  /** That they marked something unread is not told yet. */
  #owesBack = false;
  #stopTimer: (() => void) | undefined;

  constructor(
    upTo: Seq,
    ports: Pick<Ports, 'elapsed' | 'after'>,
    send: (upTo: Seq, unread: boolean) => boolean,
  ) {
    this.#upTo = upTo;
    this.#toldUpTo = upTo;
    this.#ports = ports;
    this.#send = send;
  }

  get upTo(): Seq {
    return this.#upTo;
  }

  /** They have read up to there. Not while they want something to be unread. */
  read(upTo: Seq): void {
    if (upTo <= this.#upTo || this.#isHeld) return;
    this.#upTo = upTo;
    const waitMs = this.#toldAt + everyMs - this.#ports.elapsed();
    if (waitMs <= 0) this.tell();
    else this.#stopTimer ??= this.#ports.after(Math.ceil(waitMs), this.tell);
  }

  /** They want it to be unread from there on. */
  markUnread(upTo: Seq): void {
    this.#isHeld = true;
    this.#upTo = upTo;
    this.#toldUpTo = upTo;
    this.#owesBack = !this.#send(upTo, true);
  }

  /** Another device of theirs has read so far, or marked it unread from there on. */
  heard(upTo: Seq, isBack: boolean): void {
    if (!isBack && upTo <= this.#upTo) return;
    if (isBack) this.#isHeld = true;
    this.#upTo = upTo;
    this.#toldUpTo = upTo;
    this.#owesBack = false;
  }

  /** What they wanted to be unread is read like anything else from now on. */
  release(): void {
    this.#isHeld = false;
  }

  /** Only this device knows that they had read so far. */
  hasRead(upTo: Seq): void {
    this.#upTo = Math.max(this.#upTo, upTo);
  }

  /** Tells what was read and not told yet: when its time has come, when the line is back, before the page goes. */
  tell = (): void => {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    if (this.#owesBack && this.#upTo === this.#toldUpTo) this.#owesBack = !this.#send(this.#upTo, true);
    if (this.#upTo <= this.#toldUpTo || !this.#send(this.#upTo, false)) return;
    this.#owesBack = false;
    this.#toldUpTo = this.#upTo;
    this.#toldAt = this.#ports.elapsed();
  };
}
