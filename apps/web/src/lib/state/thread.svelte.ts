import type { Unsent } from '$client/outbox-store.ts';
import { ReadMark } from '$client/read-mark.ts';
import type { Gap, Timeline } from '$client/timeline.ts';
import type { Moves } from '$lib/moves.ts';
import type { Message, MessageRef, Seq, ThreadStretch } from '$protocol/message.ts';
import type { RoomState } from './room.svelte.ts';
import type { ReadingPlace, Talk } from './talk.ts';

/** What a thread's page shows, as runes: the message that it hangs on, and what was said there. */
export class ThreadState implements Talk {
  readonly root: MessageRef;
  readonly #room: RoomState;
  readonly #timeline: Timeline;
  #messages: readonly Message[] = $state.raw([]);
  #gaps: readonly Gap[] = $state.raw([]);
  // Who comes and goes is the room's.
  readonly moves: readonly Moves[] = [];
  place: ReadingPlace | undefined;
  /** Whether its end is in sight. */
  isAtEnd = $state(true);
  /** What was read in it by whoever sits here, which the room is told now and then. */
  readonly #readMark: ReadMark;
  readonly #close: () => void;

  constructor(room: RoomState, known: ThreadStretch) {
    const { seq, id } = known.root;
    this.root = { seq, id };
    this.#room = room;
    const { timeline, close } = room.openThread(known, this.#look);
    this.#timeline = timeline;
    this.#close = close;
    const after = (ms: number, callback: () => void) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    };
    this.#readMark = new ReadMark(0, { elapsed: () => performance.now(), after }, (upTo) =>
      room.readThread(seq, upTo),
    );
    this.#look();
  }

  #look = (): void => {
    this.#messages = this.#timeline.messages;
    this.#gaps = this.#timeline.gaps;
  };

  /** To be called in an effect: it is open on the page, for as long as that holds. */
  open = (): (() => void) => {
    this.#room.threadOpen = this.root.seq;
    this.#room.beforePause(this.tellRead);
    return () => {
      this.tellRead();
      this.#close();
    };
  };

  /** To be called in an effect. @param looks whether somebody looks at the page */
  noteReading(looks: boolean): void {
    const newest = this.messages.at(-1)?.seq;
    if (!looks || !this.isAtEnd || newest === undefined || this.#room.connection !== 'live') return;
    this.#readMark.read(newest);
  }

  /** What was read and could not be told, for want of a line, is told now. */
  tellRead = (): void => this.#readMark.tell();

  get messages(): readonly Message[] {
    return this.#messages;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /** The message that it hangs on, as it stands. */
  get rootMessage(): Message | undefined {
    return this.messages.find(({ seq }) => seq === this.root.seq);
  }

  get unsentHere(): readonly Unsent[] {
    const held = new Set(this.messages.map(({ seq }) => seq));
    return this.#room.unsent.filter((act) =>
      act.t === 'say' ? act.inThread?.seq === this.root.seq : held.has(act.message.seq),
    );
  }

  get upTo(): Seq {
    return this.#room.upTo;
  }

  get follows(): boolean {
    return this.#room.follows;
  }

  fetch(before: Seq): void {
    this.#room.fetch(before, this.root.seq);
  }

  onSaid(listener: (count: number) => void): () => void {
    return this.#room.onNews((news) => {
      const said = news.t === 'said' ? news.messages : news.t === 'answered' ? [news.message] : [];
      listener(said.filter(({ inThread }) => inThread === this.root.seq).length);
    });
  }

  quoted(seq: Seq): Message | undefined {
    this.messages;
    return this.#timeline.quoted(seq) ?? this.#room.quoted(seq);
  }
}
