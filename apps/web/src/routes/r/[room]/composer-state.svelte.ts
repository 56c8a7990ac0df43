import {
  draftsOf,
  keepDraft,
  keepEdit,
  keepReply,
  readDraft,
  readEdit,
  readReply,
  tellSent,
  watchSent,
} from '$lib/browser/drafts.ts';
import type { Changeable } from '$lib/transcript.ts';
import { composerWords } from '$lib/words/en/composer.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import { limits } from '$protocol/limits.ts';
import type { MessageRef } from '$protocol/message.ts';
import type { Refusal } from '$protocol/refusals.ts';
import { withMentions, withNames } from '$protocol/text/mentions.ts';
import { letters, tidyText } from '$protocol/words.ts';
import type { RoomContext } from './room-context.svelte.ts';

/**
 * What may be a command, or is told from one by a second slash. What a path begins, or what somebody does (`/me`), is said at
 * once: nothing has to be loaded for that.
 */
const mayBeCommand = /^\s*\/(?:\/|(?!me\s+\S)[\p{L}?][^\s/]*(?:\s|$))/u;

type Command = (typed: string, say: (text: string) => Refusal | undefined) => Promise<string | undefined>;

/** What is being written: a new message, or new words for one that was said, while the draft of the other waits. */
export class ComposerState {
  readonly #context: RoomContext;
  readonly #focus: () => void;
  /** Does what was typed behind a slash, with how to say something; returns why not, in a sentence. */
  readonly #command: Command;
  /** A command that is being done, and what was sent behind it. */
  #running: Promise<void> | undefined;
  /**
   * The place of this person's drafts here. Derived, so that `keep` runs when this or the text changes, and not with whatever
   * happens in the room: it would put this tab's draft in place of a newer one of another tab.
   */
  readonly #drafts = $derived.by(() =>
    draftsOf(this.#context.draftAddress, this.#context.room.you?.id ?? ''),
  );
  text = $state('');
  /** Why the room would not take it. */
  refused: string | undefined = $state();
  /** A message that is being edited, the draft that waits meanwhile, and where the focus goes afterwards. */
  edited: { line: Changeable; draft: string; back: () => void } | undefined = $state.raw();
  /** What is being replied to. While something else is edited it waits, as the draft does. */
  replyTo: MessageRef | undefined = $state.raw();
  /** An edit that was broken off with something changed, for as long as nothing else was begun. */
  brokenOff: { line: Changeable; text: string } | undefined = $state.raw();
  readonly length = $derived.by(() => letters(this.text.includes('@') ? this.stored : this.text));
  readonly isTooLong = $derived.by(() => this.length > limits.messageLetters);
  readonly isEmpty = $derived.by(() => this.text.trim() === '');
  /** What is being edited was deleted in another tab, or on another device. Its words stay, to be copied. */
  readonly isGone = $derived.by(() => {
    const message = this.edited?.line.message;
    const held = message && this.#context.talk.quoted(message.seq);
    return held !== undefined && held.id === message?.id && held.deleted === true;
  });

  /** @param focus puts the focus where one writes */
  constructor(context: RoomContext, text: string, focus: () => void, command: Command) {
    this.#context = context;
    this.#focus = focus;
    this.#command = command;
    this.text = text;
  }

  /** What is written as it will be stored: with the people who are mentioned by their ids. */
  get stored(): string {
    return this.#stored(this.text);
  }

  #stored = (typed: string) => withMentions(typed, this.#context.mentionable, this.#context.isModerator);
  #typed = ({ text }: Changeable) => withNames(text, this.#context.mentionable, this.#context.isModerator);

  /** To be called in an effect: keeps what is written for a reload, and tells the room's page what is being edited. */
  keep = (): void => {
    const { edited, text } = this;
    const isKept = edited
      ? keepEdit(this.#drafts, { message: edited.line.message, text })
      : keepDraft(this.#drafts, text);
    keepReply(this.#drafts, this.replyTo);
    this.#context.isDraftAtRisk = !isKept;
    this.#context.editing = edited?.line.message.id;
  };

  /** To be called in an effect: what another tab has sent, and this one holds unchanged, is not sent from here as well. */
  watchSent = (): (() => void) =>
    watchSent(this.#drafts, (sent) => {
      if (this.edited?.draft === sent) this.edited = { ...this.edited, draft: '' };
      else if (!this.edited && this.text === sent) this.text = '';
    });

  /** Begun here before, perhaps in a browser that was closed since. */
  takeUp(): void {
    this.text = readDraft(this.#drafts);
    this.replyTo = readReply(this.#drafts);
    const half = readEdit(this.#drafts);
    // Not where the message is on a page of history that is not here.
    const line = half && this.#context.actions.own(half.message);
    if (!line) return;
    this.edited = { line, draft: this.text, back: this.#focus };
    this.text = half.text;
  }

  edit(line: Changeable, back = this.#focus): void {
    this.edited = { line, draft: this.edited ? this.edited.draft : this.text, back };
    this.text = this.#typed(line);
    this.refused = undefined;
    this.brokenOff = undefined;
  }

  /** What is written is a reply to this from now on. */
  reply(message: MessageRef): void {
    if (this.edited) this.breakOff();
    this.replyTo = message;
    this.#focus();
  }

  /** It is a reply no more. */
  endReply(): void {
    this.replyTo = undefined;
    this.#focus();
  }

  /** The person has typed: whatever was said about what stood there before is over. */
  typed(): void {
    this.refused = undefined;
    this.brokenOff = undefined;
  }

  breakOff(): void {
    const { edited, text } = this;
    const isChanged = edited && !this.isGone && !this.isEmpty && text !== this.#typed(edited.line);
    this.#endEditing();
    this.brokenOff = isChanged ? { line: edited.line, text } : undefined;
  }

  /** The message is gone: there is nothing left to edit. */
  removed(message: MessageRef): void {
    if (this.edited?.line.message.id === message.id) this.#endEditing();
  }

  /** @param waits whether the room takes nothing new just now */
  send(waits: boolean): void {
    this.brokenOff = undefined;
    if (this.edited) return this.#save(this.edited.line);
    if (this.isTooLong || this.isEmpty) return;
    const typed = this.text;
    const isCommand = mayBeCommand.test(typed);
    if (waits && !isCommand) return;
    if (isCommand || this.#running) return this.#sendInTurn(typed);
    const wrong = this.#sayTyped(typed, this.replyTo);
    this.refused = wrong;
    if (wrong === undefined) {
      this.replyTo = undefined;
      tellSent(this.#drafts, typed);
      this.text = '';
    }
    this.#focus();
  }

  #say = (typed: string, reply: MessageRef | undefined): Refusal | undefined =>
    this.#context.actions.say(this.#stored(typed), reply);

  #sayTyped(typed: string, reply: MessageRef | undefined): string | undefined {
    const refusal = this.#say(typed, reply);
    return refusal && refusalWords[refusal.refused];
  }

  /**
   * Does a command, which may take a while, and says what was sent behind it only then. The field is free at once for what is written
   * next. What was not done comes back into it.
   */
  #sendInTurn(typed: string): void {
    // The page may be gone by then.
    const drafts = this.#drafts;
    const reply = this.replyTo;
    this.text = '';
    this.replyTo = undefined;
    this.refused = undefined;
    this.#focus();
    const turn = Promise.resolve(this.#running).then(async () => {
      let isSaid = !mayBeCommand.test(typed);
      const say = (text: string) => {
        const refusal = this.#say(text, reply);
        isSaid ||= !refusal;
        return refusal;
      };
      const wrong = isSaid ? this.#sayTyped(typed, reply) : await this.#command(typed, say);
      // What a command did replies to nothing.
      if (!isSaid || wrong !== undefined) this.replyTo ??= reply;
      if (wrong === undefined) tellSent(drafts, typed);
      else this.#giveBack(typed, wrong);
      if (this.#running === turn) this.#running = undefined;
    });
    this.#running = turn;
  }

  #giveBack(typed: string, wrong: string): void {
    const before = (written: string) => (written === '' ? typed : `${typed}\n${written}`);
    if (this.edited) {
      // A message is being edited by now, and what was typed is the draft that waits.
      this.edited = { ...this.edited, draft: before(this.edited.draft) };
      this.#context.actions.tell(wrong);
    } else {
      this.text = before(this.text);
      this.refused = wrong;
    }
  }

  /** Says that so many letters are more than a message takes. */
  refuse(letters: number): void {
    this.refused = composerWords.tooLong(letters);
  }

  // Whoever takes all words away wants the message gone, and is asked.
  #save(line: Changeable): void {
    const text = this.stored;
    if (this.isTooLong || this.isGone) return;
    if (this.isEmpty) {
      return this.#context.actions.askToDelete(line, () => (this.edited ? this.#focus() : undefined));
    }
    const tidied = tidyText(text);
    const isSame = 'text' in tidied && tidied.text === line.text;
    const refusal = isSame ? undefined : this.#context.room.edit(line.message, text);
    if (!refusal) return this.#endEditing();
    this.refused = refusalWords[refusal.refused];
    this.#focus();
  }

  #endEditing(): void {
    const { draft, back } = this.edited ?? { draft: this.text, back: this.#focus };
    this.edited = undefined;
    keepEdit(this.#drafts, undefined);
    this.text = draft;
    this.refused = undefined;
    back();
  }
}
