import { limits } from '../../protocol/limits.ts';
import {
  type ActId,
  type ChangeKind,
  isInList,
  type Message,
  type MessageRef,
  type Person,
  type PersonId,
  type Reaction,
  type Seq,
  type Stretch,
  type ThreadStretch,
} from '../../protocol/message.ts';
import { emojiKey, reactionWith } from '../../protocol/reactions.ts';
import type { WireRefusal } from '../../protocol/refusals.ts';
import type { AnchoredPage, EarlierVersion, PageAnchor, Verdict } from '../../protocol/rooms.ts';
import { emojiUnits, isOneEmoji } from '../../protocol/text/emoji-alone.ts';
import { mentionedInSource } from '../../protocol/text/mentions.ts';
import type { Act, Edit, React, Say } from '../../protocol/up.ts';
import { tidyText, utf8Bytes } from '../../protocol/words.ts';
import type { History } from './history.ts';
import { openPolicy, type PostingPolicy } from './posting-policy.ts';
import { quotedBy } from './quoted.ts';
import type { ActRef } from './rate-limits.ts';

/** What somebody lacks who comes back: what is new, and what is no longer as they saw it. */
export type Missed = Stretch & { changed: ChangedMessage[]; forget: boolean };

/** A message as it stands, and what of it is no longer as it was. */
export type ChangedMessage = { message: Message; kinds: readonly ChangeKind[] };

/** Where an earlier copy of an act is looked for, and what its author had seen when that is more than there is. */
type Search = { after: Seq; ahead: Seq | undefined };

/** The rules of a room: what becomes of what people do, and what somebody who joins is shown. */
export class Messages {
  readonly #history: History;
  readonly #now: () => number;
  readonly #policy: PostingPolicy;
  /** When it was looked last whether earlier words are to go. */
  #droppedAt = Number.NEGATIVE_INFINITY;
  /** Who spoke last, when the history was that long. */
  #lately: { head: Seq; speakers: readonly PersonId[] } | undefined;

  constructor(history: History, now: () => number, policy: PostingPolicy = openPolicy) {
    this.#history = history;
    this.#now = now;
    this.#policy = policy;
  }

  receive(by: Person, act: Act): Verdict {
    const head = this.#history.head();
    const known = this.#history.aheadOf(act.id, by.id, act.after);
    if (known) return act.t === 'say' ? this.#said(known, true) : verdictOn(act, known, true);
    // Beyond this the search for an earlier copy would cost more than an act may, on either side.
    if (Math.abs(head - act.after) > limits.resendScanChanges) return { refused: 'too-old' };
    // Who saw more than there is knew this room before it was restored to an earlier day.
    const isAhead = act.after > head;
    const from = {
      after: isAhead ? Math.max(0, head - limits.resendScanChanges) : act.after,
      ahead: isAhead ? act.after : undefined,
    };
    return act.t === 'say' ? this.#say(by, act, from) : this.#change(by, act, from);
  }

  /** Somebody came, or goes by a new name. */
  meet(person: Person): void {
    this.#history.meet(person, this.#now());
  }

  /** Takes anybody's message away, for whoever may. `id` is that of the act. */
  remove(by: Person, ref: MessageRef, id: ActId, why?: string): Verdict {
    const message = this.#history.at(ref.seq);
    if (!message || message.id !== ref.id) return { refused: 'no-such-message' };
    return this.#remove(by, id, message, why);
  }

  /**
   * Everything after `since`; when that is more than a page, the newest of it, whose `after` says so. Whoever saw more
   * than there is, or another act at that place, knew the room before it was restored to an earlier day, and starts over.
   */
  since(since: Seq, sinceId?: ActId, you?: Person): Missed {
    const missed = this.#shownTo(you, this.#since(since, sinceId));
    const changed = missed.changed.map((one) => ({ ...one, message: this.#seenBy(you, one.message) }));
    return { ...missed, changed };
  }

  #since(since: Seq, sinceId?: ActId): Missed {
    const head = this.#history.head();
    const isThisRoom = sinceId === undefined || this.#history.actAt(since) === sinceId;
    const changed = since === 0 || !isThisRoom || since > head ? undefined : this.#changedSince(since);
    if (!changed) return { ...this.#firstPage(limits.pageBytes), changed: [], forget: since > 0 };
    const spare = limits.pageBytes - bytesOfChanged(changed);
    const missed = this.#history.after(since, limits.pageMessages + 1);
    if (missed.length > limits.pageMessages || newestWithin(spare, missed).length < missed.length) {
      return { ...this.#firstPage(spare), changed, forget: false };
    }
    return { ...this.#known({ after: since, upTo: head, messages: missed }), changed, forget: false };
  }

  /** Who spoke last, the newest of them last. */
  speakers(): readonly PersonId[] {
    const head = this.#history.head();
    if (this.#lately?.head !== head) {
      const newest = this.#history.before(head + 1, limits.pageMessages).reverse();
      const speakers = [...new Set(newest.map(({ by }) => by.id))].slice(0, limits.rosterSpeakers);
      this.#lately = { head, speakers: speakers.reverse() };
    }
    return this.#lately.speakers;
  }

  newest(you?: Person): Stretch {
    return this.#shownTo(you, this.#known(this.#pageUpTo(this.#history.head())));
  }

  page(before: Seq, you?: Person): Stretch | WireRefusal {
    if (before < 1 || before > this.#history.head() + 1) return { refused: 'no-such-page' };
    return this.#shownTo(you, this.#pageUpTo(before - 1));
  }

  /** The page around a message, or around the first of the room's list that was said since a moment. */
  anchored(anchor: PageAnchor, you?: Person): AnchoredPage {
    const history = this.#history;
    const message =
      'at' in anchor ? history.at(anchor.at) : history.after(history.firstSince(anchor.since) - 1, 1)[0];
    if (!message) return { missing: true };
    const { seq: at, inThread } = message;
    if (inThread !== undefined && !isInList(message)) return { inThread, at };
    const half = limits.pageMessages / 2;
    const later = history.after(at, half);
    const upTo = later.length < half ? history.head() : (later.at(-1)?.seq ?? at);
    const around = this.#pageUpTo(upTo);
    // What follows may be as long as a page by itself.
    const stretch = around.after < at ? around : this.#pageUpTo(at);
    return { at, stretch: this.#shownTo(you, stretch) };
  }

  /** The newest page of a thread, or the one before a seq, with the message that it hangs on. One in which nothing was said yet is empty. */
  threadPage(root: Seq, before: Seq | undefined, you?: Person): ThreadStretch | WireRefusal {
    const head = this.#history.head();
    if (before !== undefined && (before < 1 || before > head + 1)) return { refused: 'no-such-page' };
    const message = this.#history.at(root);
    if (!message || message.inThread !== undefined) return { refused: 'no-such-message' };
    const upTo = before === undefined ? head : before - 1;
    const page = this.#shownTo(you, this.#pageUpTo(upTo, limits.pageMessages, limits.pageBytes, root), [
      root,
    ]);
    return { ...page, root: this.#seenBy(you, message) };
  }

  /** One message, with what it replies to, or in whose thread it was said. */
  one(seq: Seq, you?: Person): Pick<Stretch, 'messages' | 'quoted'> | WireRefusal {
    const message = this.#history.at(seq);
    if (!message) return { refused: 'no-such-message' };
    const alone: Stretch = { after: seq - 1, upTo: seq, messages: [message] };
    const { messages, quoted } = this.#shownTo(you, alone);
    return { messages, ...(quoted && { quoted }) };
  }

  /** What open threads hang on, those in which something was said last first. */
  openThreads(you?: Person): Message[] {
    const roots = this.#history.openThreads(limits.threadsListed);
    return roots.map((message) => this.#seenBy(you, message));
  }

  /** @param known what comes beside them, and need not be quoted */
  #shownTo<S extends Stretch>(you: Person | undefined, stretch: S, known: readonly Seq[] = []): S {
    const messages = stretch.messages.map((message) => this.#seenBy(you, message));
    const quoted = this.#quotedBy(messages, known);
    return { ...stretch, messages, ...(quoted.length > 0 && { quoted }) };
  }

  #quotedBy = (messages: readonly Message[], known: readonly Seq[] = []): Message[] =>
    quotedBy(messages, known, (seq) => this.#history.at(seq));

  // What is written down names those who came first. Whoever looks finds themselves named wherever they react.
  #seenBy(you: Person | undefined, message: Message): Message {
    const isOwn = ({ id }: Person) => id === you?.id;
    const isShort = ({ n, by }: Reaction) => n > by.length && !by.some(isOwn);
    if (!you || !message.reactions?.some(isShort)) return message;
    const own = this.#history.reactionsOf(message.seq, you.id);
    const { role: _, ...person } = you;
    const reactions = message.reactions.map((one) =>
      isShort(one) && own.includes(emojiKey(one.emoji)) ? { ...one, by: [...one.by, person] } : one,
    );
    return { ...message, reactions };
  }

  #say(by: Person, say: Omit<Say, 't' | 'after'>, { after, ahead }: Search): Verdict {
    const { id, text, reply, inThread, also } = say;
    const earlier = this.#history.copyOf(id, by.id, after);
    if (earlier) return this.#said(earlier, true);
    const barred = this.#policy.refusalToWrite(by, 'say');
    if (barred) return barred;
    const tidied = tidyText(text);
    if ('refused' in tidied) return tidied;
    if (reply && this.#history.at(reply.seq)?.id !== reply.id) return { refused: 'no-such-message' };
    const thread = inThread && this.#refusalToThread(inThread);
    if (thread) return thread;
    const tooMuch = this.#refusalToMention(by, tidied.text, { t: 'say', id, after: ahead ?? after });
    if (tooMuch) return tooMuch;
    const said = {
      id,
      by,
      text: tidied.text,
      ...(reply && { reply: reply.seq }),
      ...(inThread && { inThread: inThread.seq, ...(also && { also }) }),
      at: this.#now(),
      ahead,
    };
    return this.#said(this.#history.append(said), false);
  }

  #refusalToThread({ seq, id }: MessageRef): WireRefusal | undefined {
    const root = this.#history.at(seq);
    if (root?.id !== id) return { refused: 'no-such-message' };
    if (root.inThread !== undefined) return { refused: 'thread-in-thread' };
    if (!this.#policy.keepsThreads()) return { refused: 'threads-off' };
    // One that has begun goes on.
    return root.deleted && !root.thread ? { refused: 'deleted' } : undefined;
  }

  #said(message: Message, again: boolean): Verdict {
    const { reply, inThread, also } = message;
    // Whoever follows a thread has what it hangs on. Nothing comes with more than one quote.
    const isQuoted = reply === inThread || (also && reply === undefined);
    const known = inThread === undefined || isQuoted ? [] : [inThread];
    const [quoted] = this.#quotedBy([message], known);
    return { is: 'said', message, ...(quoted && { quoted }), ...this.#rootOf(message), again };
  }

  #changed(message: Message, again: boolean): Verdict {
    return { is: 'changed', message, ...(message.deleted && this.#rootOf(message)), again };
  }

  #rootOf({ inThread }: Message): { root?: Message } {
    const root = inThread === undefined ? undefined : this.#history.at(inThread);
    return root ? { root } : {};
  }

  #change(by: Person, act: Exclude<Act, Say>, from: Search): Verdict {
    const earlier = this.#history.changedBy(act.id, by.id, from.after);
    if (earlier) return verdictOn(act, earlier, true);
    const message = this.#history.at(act.message.seq);
    if (!message || message.id !== act.message.id) return { refused: 'no-such-message' };
    if (act.t === 'react') return this.#react(by, act, message, from.ahead);
    const isOwn = message.by.id === by.id;
    if (act.t === 'delete') {
      return isOwn
        ? this.#delete(by, act.id, message, from.ahead)
        : this.#remove(by, act.id, message, undefined, from.ahead);
    }
    return isOwn ? this.#edit(by, act, message, from) : { refused: 'not-yours' };
  }

  #edit(by: Person, { id, text }: Edit, message: Message, { after, ahead }: Search): Verdict {
    if (message.deleted) return { refused: 'deleted' };
    const barred = this.#policy.refusalToWrite(by, 'edit');
    if (barred) return barred;
    const tidied = tidyText(text);
    if ('refused' in tidied) return tidied;
    const act = { t: 'edit', id, after: ahead ?? after } as const;
    const tooMuch = this.#refusalToMention(by, tidied.text, act, mentionedInSource(message.text).here);
    if (tooMuch) return tooMuch;
    // The same words take a place as well: without one a late copy of this could not be told from a new edit.
    const at = this.#now();
    this.#dropEarlier(at);
    const change = { is: 'edit', id, by, of: message.seq, text: tidied.text, at, ahead } as const;
    return this.#changed(this.#history.change(change), false);
  }

  /** What a message said before it was edited, as long as that is kept. */
  earlier(seq: Seq): EarlierVersion[] {
    this.#history.dropEarlier(this.#now() - earlierKeptMs);
    return this.#history.earlier(seq);
  }

  /** All that is kept of what this person has edited. */
  earlierOf(person: PersonId): ReturnType<History['earlierOf']> {
    this.#history.dropEarlier(this.#now() - earlierKeptMs);
    return this.#history.earlierOf(person);
  }

  // Looks through all that is kept, and so not with every edit.
  #dropEarlier(now: number): void {
    if (now - this.#droppedAt < dropEveryMs) return;
    this.#droppedAt = now;
    this.#history.dropEarlier(now - earlierKeptMs);
  }

  // Taking back is for whoever may read, as deleting is.
  #react(by: Person, act: React, message: Message, ahead: Seq | undefined): Verdict {
    if (message.deleted) return { refused: 'deleted' };
    const { id, emoji, on } = act;
    // Invisible marks make another spelling of the same emoji, and so many of them a frame for everybody.
    if (emoji.length > emojiUnits) return { refused: 'not-one-emoji' };
    const own = this.#history.reactionsOf(message.seq, by.id);
    const isOn = own.includes(emojiKey(emoji));
    if (on && !isOn) {
      const barred = this.#policy.refusalToWrite(by, 'react');
      if (barred) return barred;
      if (!isOneEmoji(emoji)) return { refused: 'not-one-emoji' };
      const { reactions = [] } = message;
      const isNew = !reactionWith(reactions, emoji);
      if (own.length >= limits.reactionsOfOne || (isNew && reactions.length >= limits.reactions)) {
        return { refused: 'too-many-reactions' };
      }
    }
    if (isOn === on) {
      // A late copy of it must not do what came to nothing, once another act has changed that.
      this.#history.noteDone(act, by.id, message.seq);
      return verdictOn(act, message, true);
    }
    const change = { is: 'react', id, by, of: message.seq, emoji, on, ahead } as const;
    return verdictOn(act, this.#history.change(change), false);
  }

  /** @param hasCalled whether the message calls everybody already: nobody is called again by an edit of it */
  #refusalToMention(by: Person, text: string, act: ActRef, hasCalled = false): WireRefusal | undefined {
    const { people, here } = mentionedInSource(text);
    if (people.length > limits.mentions) return { refused: 'too-many-mentions' };
    return here && !hasCalled ? this.#policy.refusalToCall(by, act) : undefined;
  }

  #delete(by: Person, id: ActId, message: Message, ahead: Seq | undefined): Verdict {
    if (message.deleted) return this.#changed(message, true);
    const change = { is: 'delete', id, by, of: message.seq, ahead } as const;
    return this.#changed(this.#history.change(change), false);
  }

  #remove(by: Person, id: ActId, message: Message, why?: string, ahead?: Seq): Verdict {
    if (message.deleted) return this.#changed(message, true);
    const change = { is: 'delete', id, by, of: message.seq, ahead } as const;
    const removed = this.#policy.remove(by, message, () => this.#history.change(change), why);
    return 'refused' in removed ? removed : this.#changed(removed, false);
  }

  /** Messages up to `since` that changed after it; undefined when they are more than a return may bring. */
  #changedSince(since: Seq): ChangedMessage[] | undefined {
    const changes = this.#history.changesAfter(since, limits.changesReplayed);
    const known = changes?.filter(({ message }) => message <= since);
    if (!known || known.filter(({ kinds }) => kinds.includes('text')).length > limits.pageMessages)
      return undefined;
    const changed = known.flatMap(({ message: seq, kinds }) => {
      const message = this.#history.at(seq);
      return message ? { message, kinds } : [];
    });
    return bytesOfChanged(changed) > limits.pageBytes ? undefined : changed;
  }

  #firstPage(bytes: number): Stretch {
    return this.#known(this.#pageUpTo(this.#history.head(), limits.firstPageMessages, bytes));
  }

  /** With the id by which its end is known again. */
  #known(stretch: Stretch): Stretch {
    const id = this.#history.actAt(stretch.upTo);
    return id === undefined ? stretch : { ...stretch, upToId: id };
  }

  #pageUpTo(
    upTo: Seq,
    most: number = limits.pageMessages,
    bytes: number = limits.pageBytes,
    thread?: Seq,
  ): Stretch {
    // One more than a page, only to know whether anything older exists.
    const found = this.#history.before(upTo + 1, most + 1, thread);
    const messages = newestWithin(bytes, found.slice(-most));
    const oldest = messages[0];
    const after = oldest && found.length > messages.length ? oldest.seq - 1 : 0;
    return { after, upTo, messages };
  }
}

/** The newest of these whose words fit, and always one: else paging back would never get past a long one. */
function newestWithin(bytes: number, messages: Message[]): Message[] {
  let left = bytes;
  const tooOld = messages.findLastIndex((message) => {
    left -= bytesOf(message);
    return left < 0;
  });
  return messages.slice(Math.min(tooOld + 1, messages.length - 1));
}

/** Only words, also of what is replied to, and of what a thread hangs on; and the names of those who are mentioned and who react: the rest is small, or bounded. */
function bytesOf(...messages: Message[]): number {
  const bytesOfOne = (message: Message) =>
    bytesOfWords(message) +
    bytesOfReactions(message) +
    bytesOfThread(message) +
    (message.reply === undefined ? 0 : quoteBytes) +
    (message.also ? quoteBytes : 0);
  return messages.reduce((bytes, message) => bytes + bytesOfOne(message), 0);
}

const bytesOfChanged = (changed: readonly ChangedMessage[]): number =>
  changed.reduce(
    (bytes, { message, kinds }) =>
      bytes +
      (kinds.includes('text') ? bytesOfWords(message) : 0) +
      (kinds.includes('reactions') ? bytesOfReactions(message) : 0) +
      (kinds.includes('thread') ? bytesOfThread(message) : 0),
    0,
  );

const bytesOfWords = ({ text, mentions = [] }: Message): number => utf8Bytes(text) + bytesOfPeople(mentions);

const bytesOfReactions = ({ reactions = [] }: Message): number =>
  reactions.reduce((bytes, { by }) => bytes + reactionBytes * (1 + by.length) + bytesOfPeople(by), 0);

const bytesOfThread = ({ thread }: Message): number =>
  thread
    ? reactionBytes * (1 + thread.by.length) + utf8Bytes(thread.name ?? '') + bytesOfPeople(thread.by)
    : 0;

const bytesOfPeople = (people: readonly Person[]): number =>
  people.reduce((bytes, { name }) => bytes + utf8Bytes(name), 0);

/** How long the words of before an edit are kept, and how often it is looked whether some are to go. */
const earlierKeptMs = 30 * 24 * 60 * 60_000;
const dropEveryMs = 60 * 60_000;

/** What is written around an emoji and a number, what hangs on a message, or a name: short names must not make a page of many of them long. */
const reactionBytes = 60;

/** What a quote takes at most; mostly it is less, and sometimes what is replied to comes anyway. */
const quoteBytes = limits.quotedLetters * 4;

function verdictOn(act: Exclude<Act, Say>, message: Message, again: boolean): Verdict {
  if (act.t === 'react') return { is: 'reacted', emoji: act.emoji, on: act.on, message, again };
  return { is: 'changed', message, again };
}
