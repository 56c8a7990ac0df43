import { createContext } from 'svelte';
import { composerBlockOf } from '$lib/composer-block.ts';
import { whenOf } from '$lib/dates.ts';
import { mayPin } from '$lib/may-pin.ts';
import { nameOf } from '$lib/person-name.ts';
import { personPath, roomPath, threadPath } from '$lib/room-path.ts';
import { roomTitle, titleOf } from '$lib/room-title.ts';
import type { ReaderState } from '$lib/state/reader.svelte.ts';
import type { RoomState } from '$lib/state/room.svelte.ts';
import type { Talk } from '$lib/state/talk.ts';
import type { ThreadState } from '$lib/state/thread.svelte.ts';
import type { TextContext } from '$lib/text/text-context.ts';
import type { Changeable, LineAt } from '$lib/transcript.ts';
import { textWords } from '$lib/words/en/text.ts';
import type { MessageId, MessageRef, Person, PersonId, Seq } from '$protocol/message.ts';
import type { Refusal } from '$protocol/refusals.ts';
import { isAtLeast } from '$protocol/roles.ts';
import { beginningOf } from '$protocol/text/beginning.ts';
import { parseText } from '$protocol/text/parse-text.ts';
import { plainText } from '$protocol/text/plain-text.ts';
import type { Pressed } from './goes-on-writing.ts';
import type * as Later from './later.ts';
import type { ModerationQuestion } from './moderation-question.ts';

/** The room itself sleeps after ten seconds; the lights go down when the talk has really stopped. */
export const lightsOutMs = 5 * 60_000;

/** Under which address drafts are kept that are begun in a room, or in the thread of a message. */
export const draftAddress = (room: string, thread: Seq | undefined): string =>
  thread === undefined ? room : `${room}/t/${thread}`;

/** Where something opens. */
export type Anchor = Pick<Element, 'getBoundingClientRect'>;

/**
 * What the parts of a room's page do for each other. `within`: the list in which it is done, where that is a thread's. `back` puts the focus where it was; without one, writing goes on.
 */
export type RoomActions = {
  /** Puts the focus where one writes. */
  write(): void;
  /** `reply`: what it replies to. */
  say(text: string, reply?: MessageRef): Refusal | undefined;
  /** What is written from now on replies to a message. */
  reply(line: Changeable, author: Person): void;
  /** Leads from a reply to what it replies to; false where this page cannot. */
  follow(reply: Seq, from: Seq | undefined, how: Pressed): boolean;
  /** Brings a message into the composer, to be edited. */
  edit(line: Changeable, back: (() => void) | undefined): void;
  /** `removed`: is told once it goes. */
  askToDelete(
    line: Changeable,
    back: (() => void) | undefined,
    removed?: (message: MessageRef) => void,
  ): void;
  askToModerate(question: ModerationQuestion): void;
  /** Reacts to a message, or no longer. */
  react(message: MessageRef, emoji: string, on: boolean): void;
  /** Asks with which emoji to react, where somebody pressed. */
  askForReaction(line: Changeable, from: HTMLElement, how: Pressed, within?: RoomContext): void;
  /** Shows all that can be done with a message, beside what was pressed. */
  openMenu(about: LineAt, from: Anchor, how: Pressed, within?: RoomContext): void;
  /** Does with a message what a key means. */
  actByKey(key: string, about: LineAt, line: HTMLElement, within?: RoomContext): void;
  /** Asks somebody into a private room, from the link to where invites are made. */
  askIn(event: MouseEvent): void;
  /** Asks somebody into this room, as its bar does: by its link, or by an invite. */
  askSomebodyIn(): void;
  /** Tells for a moment what cannot be seen otherwise: that something was done, unless `isDone` is false. */
  tell(text: string | undefined, isDone?: boolean): void;
  /** What of one's own there is to edit for somebody who has just written. */
  newestOwn(): Changeable | undefined;
  own(message: MessageRef): Changeable | undefined;
  /** Tells whoever does not see it. */
  speak(text: string): void;
};

/** What all parts of one room's page know, so that nobody has to hand it on. */
export class RoomContext implements TextContext {
  readonly room: RoomState;
  /** In the page of a thread: that. */
  readonly thread: ThreadState | undefined;
  readonly reader: ReaderState;
  readonly actions: RoomActions;
  readonly #data: () => { room: string; paged: boolean };
  /** The message that is in the composer to be edited. */
  editing: MessageId | undefined = $state();
  /** The message that somebody was led to, for as long as it stands out. */
  found: Seq | undefined = $state();
  /** Whether what is being written would be gone with the page. */
  isDraftAtRisk = $state(false);
  /** Whether the page's script runs by now. */
  isScripted = $state(false);
  /** What the first screen does without, once it is loaded. */
  later: typeof Later | undefined = $state.raw();
  readonly #lastAt = $derived.by(() => this.room.messages.at(-1)?.at);
  readonly title = $derived.by(() => titleOf(this.address, this.room.settings));
  /** Whether the lights are down. Out of an old page nobody knows when somebody last spoke. */
  readonly isAsleep = $derived.by(
    () =>
      !this.isPaged &&
      this.#lastAt !== undefined &&
      this.room.unsent.length === 0 &&
      this.reader.now - this.#lastAt > lightsOutMs,
  );
  readonly asleepSince = $derived.by(() =>
    this.isAsleep && this.#lastAt !== undefined
      ? whenOf(this.#lastAt, this.reader.now, this.reader.reader)
      : undefined,
  );
  /** What stands in the way of writing, if anything does. */
  readonly composerBlock = $derived.by(() => {
    const { settings, role, mutedUntil, now } = this.room;
    return composerBlockOf(settings, { role, mutedUntil }, now);
  });

  // Derived, because every line reads them: as getters they would draw each line anew with whatever happens in the room.
  readonly hasName = $derived.by(() => this.room.you !== undefined);
  /** Not while one only listens, under a name that is somebody else's here. Out of an old page a form does it. */
  readonly mayWrite = $derived.by(() => {
    const isHere = this.room.speaks || !this.room.follows;
    return this.hasName && isHere && this.composerBlock === undefined;
  });
  readonly pinned = $derived.by(() => new Set(this.room.pins));
  readonly mayPin = $derived.by(
    () => this.room.speaks && mayPin(this.room.settings, this.room.role, this.room.mutedUntil !== undefined),
  );
  readonly isModerator = $derived.by(() => isAtLeast(this.room.role, 'moderator'));
  readonly mayInvite = $derived.by(
    () => this.hasName && isAtLeast(this.room.role, this.room.settings.inviting),
  );

  constructor(
    data: () => { room: string; paged: boolean },
    room: RoomState,
    reader: ReaderState,
    actions: RoomActions,
    thread?: ThreadState,
  ) {
    this.#data = data;
    this.room = room;
    this.reader = reader;
    this.actions = actions;
    this.thread = thread;
  }

  /** Whom one can mention by a name: who is here, then who spoke or was heard of. */
  get mentionable(): Person[] {
    const { people, known } = this.room;
    const present = new Set(people.map(({ id }) => id));
    const others = known.filter(({ id }) => !present.has(id));
    return [...people, ...others].filter(({ left }) => !left);
  }

  personOf(id: PersonId): Person | undefined {
    return this.room.personOf(id);
  }

  /** Where a link to somebody leads. Without a script only moderators are shown a page there; with one a card opens. */
  personHref(id: PersonId): string | undefined {
    return this.isScripted || this.isModerator ? personPath(this.address, id) : undefined;
  }

  get youId(): PersonId | undefined {
    return this.room.you?.id;
  }

  titleOf(room: string): string {
    return room === this.address ? this.title : roomTitle(room);
  }

  /** The beginning of a message as one line of words, for where another replies to it. */
  quoteOf(text: string): string {
    return this.plainOf(beginningOf(text)).replace(/\s+/g, ' ');
  }

  /** A message as one line of words, for whoever hears it or sees it cut short. */
  plainOf(text: string): string {
    const nameOfId = (id: PersonId) => {
      const person = this.personOf(id);
      return person && nameOf(person);
    };
    return plainText(parseText(text), { nameOf: nameOfId, spoiler: textWords.spoiler });
  }

  /** What the room is called in addresses. */
  get address(): string {
    return this.#data().room;
  }

  /** What the list shows. */
  get talk(): Talk {
    return this.thread ?? this.room;
  }

  /** Where the page of this talk is. */
  get path(): string {
    return this.thread ? threadPath(this.address, this.thread.root.seq) : roomPath(this.address);
  }

  /** The form that reactions in this list send without a script. */
  get reactForm(): string {
    return this.thread ? 'react-in-thread' : 'react';
  }

  /** Under which address drafts are kept that are begun here. */
  get draftAddress(): string {
    return draftAddress(this.address, this.thread?.root.seq);
  }

  /** Whether this is one page out of the middle of the history. */
  get isPaged(): boolean {
    return this.#data().paged;
  }
}

export const [roomContext, provideRoomContext] = createContext<RoomContext>();
