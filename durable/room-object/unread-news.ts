import { countsFor, isInList, type Message, type PersonId, type Seq } from '../../protocol/message.ts';
import { mostUnread } from '../../protocol/read-state.ts';
import { logFault } from '../log.ts';
import type { Room } from '../room/room.ts';
import type { Audience } from './audience.ts';
import type { PersonNotices } from './person-notices.ts';

/** A word is told so much later, with whatever follows it. */
const soonMs = 2_000;
/** A room that goes on is told of this often, and less often the more people are told: each of them costs a call. */
const everyMs = 3_000;
const everyMsForEach = 250;
/** Of those who have been here, so many hear of it: who was seen last. */
const mostTold = 50;
const lookEveryMs = 60_000;

/**
 * Tells the Person objects of those who have been here and do not read along that the room goes on, and at once of what is meant for
 * them: so that nobody has to wake a room to learn what is unread in it. Only those hear of it who may read the room now. None
 * of it is written down here: words that could not be told are not counted, and that there are some comes with the next (V3).
 */
export class UnreadNews {
  readonly #room: Room;
  readonly #audience: Pick<Audience, 'readsAlong'>;
  readonly #notices: PersonNotices;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #wereHere: readonly PersonId[] = [];
  #pauseMs = everyMs;
  /** Of what was said after this place nobody has been told. */
  #toldUpTo: Seq | undefined;

  constructor(room: Room, audience: Pick<Audience, 'readsAlong'>, notices: PersonNotices) {
    this.#room = room;
    this.#audience = audience;
    this.#notices = notices;
  }

  /** Something was said just now, was written and was told to those who are here. */
  said(message: Message): void {
    const { seq, at, inThread } = message;
    const thread = inThread === undefined || isInList(message) ? {} : { thread: inThread };
    for (const [id, is] of this.#meantIn(message))
      this.#notices.tell(id, (person, room) => person.isMeant({ room, seq, is, at, ...thread }));
    if (isInList(message)) this.goesOn(seq);
  }

  /** Something was said at this place in the room's list, which is told soon. */
  goesOn(seq: Seq): void {
    this.#toldUpTo ??= seq - 1;
    const waitMs = Math.max(soonMs, this.#toldAt + this.#pauseMs - Date.now());
    // No longer than the room stays awake after a word anyway, or a little more.
    this.#timer ??= setTimeout(() => this.#tellSoon(), waitMs);
  }

  /** Whom a message mentions, whose words it replies to, and on whose words its thread hangs: who may read it, and is not its author. */
  #meantIn({ mentions = [], reply, inThread, by }: Message): Map<PersonId, 'mention' | 'reply'> {
    const { history } = this.#room;
    const repliedTo = [reply, inThread].flatMap((seq) =>
      seq === undefined ? [] : (history.at(seq)?.by.id ?? []),
    );
    const meant = new Map<PersonId, 'mention' | 'reply'>([
      ...repliedTo.map((id) => [id, 'reply'] as const),
      ...mentions.map(({ id }) => [id, 'mention'] as const),
    ]);
    meant.delete(by.id);
    for (const id of meant.keys()) if (!this.#mayRead(id)) meant.delete(id);
    return meant;
  }

  #tellSoon(): void {
    this.#timer = undefined;
    this.#toldAt = Date.now();
    const since = this.#toldUpTo;
    this.#toldUpTo = undefined;
    if (since === undefined) return;
    try {
      this.#tellAll(since);
    } catch (fault) {
      // Nobody waits for this, and nothing else must break by it.
      logFault('unread-fault', fault);
    }
  }

  #tellAll(since: Seq): void {
    const { history } = this.#room;
    const fresh = history.after(since, mostUnread);
    const newest = fresh.at(-1);
    if (!newest) return;
    const upTo = history.head();
    let told = 0;
    for (const id of this.#whoWasHere()) {
      const said = fresh.filter((message) => countsFor(id, message)).length;
      if (said === 0 || this.#audience.readsAlong(id, since) || !this.#mayRead(id)) continue;
      told += 1;
      this.#notices.tell(id, (person, room) => person.hearOf(room, { since, upTo, at: newest.at, said }));
    }
    this.#pauseMs = everyMs + told * everyMsForEach;
  }

  // All who were ever here are looked through for that, which is not to be done with every word.
  #whoWasHere(): readonly PersonId[] {
    if (Date.now() - this.#lookedAt >= lookEveryMs) {
      this.#lookedAt = Date.now();
      this.#wereHere = this.#room.store.people.latest(mostTold).map(({ id }) => id);
    }
    return this.#wereHere;
  }

  #mayRead(id: PersonId): boolean {
    const person = this.#room.store.people.known(id);
    return person !== undefined && !person.left && !('denied' in this.#room.access({ person }));
  }
}
