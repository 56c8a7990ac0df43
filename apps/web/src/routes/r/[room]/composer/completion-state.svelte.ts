import { loadEmoji } from '$lib/emoji/load-emoji.ts';
import { noteUsed } from '$lib/emoji/used-emoji.ts';
import { completionWords } from '$lib/words/en/completion.ts';
import type { RoomContext } from '../room-context.svelte.ts';
import { completions } from './commands.ts';
import {
  type Asked,
  askedAt,
  type Completion,
  isCodeWritten,
  mostCompletions,
  peopleFor,
  shortcodeAt,
} from './completion.ts';
import { fetchMentionable } from './mentionable.ts';

/** Letters of a name by which somebody in a crowd is looked for, and how long after the last of them. */
const mostSought = 24;
const settledMs = 200;

/** What is offered while somebody writes, and which of it Enter takes. */
export class CompletionState {
  readonly #context: RoomContext;
  readonly #box: HTMLTextAreaElement;
  readonly #put: (from: number, to: number, insert: string) => void;
  asked: Asked | undefined = $state.raw();
  offered: readonly Completion[] = $state.raw([]);
  /** -1: none of them. */
  active = $state(-1);
  /** Where a list was closed on purpose: it opens again for what stands elsewhere. */
  #closedAt: number | undefined;
  #search: ReturnType<typeof setTimeout> | undefined;
  /** Of which list whoever hears the page was told. */
  #toldAt: string | undefined;
  /** The place behind the blank that came with the last name. */
  #blankBefore: number | undefined;
  /** For which letters people were asked for. */
  readonly #fetched = new Set<string>();

  /** @param put writes something in the place of what stands there */
  constructor(
    context: RoomContext,
    box: HTMLTextAreaElement,
    put: (from: number, to: number, insert: string) => void,
  ) {
    this.#context = context;
    this.#box = box;
    this.#put = put;
  }

  /** Looks what before the caret can be completed. @param commands whether a slash means one */
  look(commands: boolean): void {
    const { value, selectionStart: at, selectionEnd } = this.#box;
    const found = at === selectionEnd ? askedAt(value, at) : undefined;
    // Code says what it says.
    const asked = found && found.of !== 'command' && isCodeWritten(value, at) ? undefined : found;
    if (asked?.from !== this.#closedAt) this.#closedAt = undefined;
    this.asked = this.#closedAt === undefined ? asked : undefined;
    if (!this.asked) this.#offer([]);
    else if (this.asked.of === 'person') this.#offerPeople(this.asked);
    else if (this.asked.of === 'command') this.#offer(commands ? this.#commandsFor(this.asked.letters) : []);
    else void this.#offerEmoji(this.asked);
  }

  /** Whether the list takes this key. */
  takesKey({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const { offered, active } = this;
    if (this.#joins(key)) return true;
    if (offered.length === 0 || ctrlKey || metaKey) return false;
    const chosen = shiftKey ? undefined : offered[active];
    // The focus goes on past the list.
    if (key === 'Tab' && !chosen) this.close();
    if (shiftKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step !== undefined) {
      const from = step < 0 ? Math.max(active, 0) : active;
      this.active = (from + step + offered.length) % offered.length;
    } else if (key === 'Escape') this.close();
    else if ((key === 'Enter' || key === 'Tab') && chosen) this.take(chosen);
    else return false;
    return true;
  }

  take = ({ insert, emoji }: Completion): void => {
    if (!this.asked) return;
    if (emoji) noteUsed(emoji);
    this.#put(this.asked.from, this.#box.selectionStart, emoji ? insert : `${insert} `);
    this.#blankBefore = emoji ? undefined : this.#box.selectionStart;
    this.#box.focus();
  };

  /** Behind a name there is a blank already, which makes way for what ends the sentence. */
  #joins(key: string): boolean {
    const { selectionStart: at, selectionEnd } = this.#box;
    const isBehind = at === selectionEnd && at === this.#blankBefore;
    // Of keys that write nothing, such as Shift, the next one may still be meant.
    if (key.length === 1 || key === 'Enter' || key === 'Backspace') this.#blankBefore = undefined;
    if (!isBehind || !/^[ ,.;:!?)]$/.test(key)) return false;
    if (key !== ' ') this.#put(at - 1, at, key);
    return true;
  }

  close = (): void => {
    this.#closedAt = this.asked?.from;
    this.asked = undefined;
    this.#offer([]);
  };

  /** A colon was written: if it ends a shortcode, that becomes its emoji. */
  async endShortcode(): Promise<void> {
    const isCode = isCodeWritten(this.#box.value, this.#box.selectionStart);
    const typed = isCode ? undefined : this.#shortcode();
    const list = typed && (await loadEmoji().catch(() => undefined));
    const emoji = typed && list?.named(typed.name);
    // Something else may have been written meanwhile.
    const still = this.#shortcode();
    if (!emoji || still?.from !== typed.from || still.name !== typed.name) return;
    noteUsed(emoji);
    this.#put(typed.from, this.#box.selectionStart, emoji);
  }

  #shortcode() {
    return shortcodeAt(this.#box.value, this.#box.selectionStart);
  }

  #offer(all: readonly Completion[]): void {
    const place = `${this.asked?.from} ${this.asked?.of}`;
    const isNew = all.length > 0 && place !== this.#toldAt;
    this.offered = all;
    // What stands there whole already is sent by Enter, not taken once more.
    this.active = all.length === 0 || all.some(({ isTyped }) => isTyped) ? -1 : 0;
    if (!isNew) return;
    this.#toldAt = place;
    this.#context.actions.speak(completionWords.offered(all.length));
  }

  #offerPeople(asked: Asked): void {
    const { room, mentionable, isModerator, address } = this.#context;
    const here = isModerator ? completionWords.here : undefined;
    this.#offer(peopleFor(asked.letters, mentionable, room.you?.id, here));
    // In a crowd a page knows only some of those who are here. Nobody is looked for by a whole sentence.
    const isCrowd = room.here > room.people.length && asked.letters.length <= mostSought;
    const find = isCrowd ? asked.letters : '';
    clearTimeout(this.#search);
    if (this.#fetched.has(find)) return;
    this.#search = setTimeout(() => void this.#fetchPeople(address, find), find === '' ? 0 : settledMs);
  }

  async #fetchPeople(address: string, find: string): Promise<void> {
    this.#fetched.add(find);
    const found = await fetchMentionable(address, find);
    if (found) this.#context.room.meet(found);
    else this.#fetched.delete(find);
    if (found && this.asked?.of === 'person') this.#offerPeople(this.asked);
  }

  #commandsFor(prefix: string): Completion[] {
    return completions(prefix, this.#context.room.role).map(({ name, argument, help }) => ({
      key: name,
      insert: `/${name}`,
      label: `/${name}`,
      hint: argument,
      detail: help,
      isTyped: name === prefix.toLowerCase(),
    }));
  }

  async #offerEmoji(asked: Asked): Promise<void> {
    const list = await loadEmoji().catch(() => undefined);
    if (!list || this.asked !== asked) return;
    this.#offer(
      list.find(asked.letters, mostCompletions).map(({ emoji, shortcode, label }) => ({
        key: emoji,
        insert: emoji,
        label: `:${shortcode}:`,
        detail: label,
        emoji,
        isTyped: false,
      })),
    );
  }
}
