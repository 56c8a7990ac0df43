import type { Unsent } from '$client/outbox-store.ts';
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
  readonly #close: () => void;

  constructor(room: RoomState, known: ThreadStretch) {
    const { seq, id } = known.root;
    this.root = { seq, id };
    this.#room = room;
    const { timeline, close } = room.openThread(known, this.#look);
    this.#timeline = timeline;
    this.#close = close;
    this.#look();
  }

  #look = (): void => {
    this.#messages = this.#timeline.messages;
    this.#gaps = this.#timeline.gaps;
  };

  /** To be called in an effect: it is open on the page, for as long as that holds. */
  open = (): (() => void) => {
    this.#room.threadOpen = this.root.seq;
    return this.#close;
  };

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
