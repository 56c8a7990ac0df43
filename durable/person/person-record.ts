import type { Person, PersonId } from '../../protocol/message.ts';
import type { RoomReadState } from '../../protocol/read-state.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Arrangement } from '../../protocol/rooms.ts';
import type { Credential } from '../auth/passkeys.ts';
import type { SessionRef } from '../room/requester.ts';
import type { PasskeyRegistration, Registered, SignedIn, SigningIn } from '../rpc.ts';
import { PasskeysKept } from './passkeys-kept.ts';
import { PendingCalls } from './pending-calls.ts';
import { Profile } from './profile.ts';
import { ReadStates } from './read-states.ts';
import { Renames } from './renames.ts';
import { RoomsBeenTo } from './rooms-been-to.ts';
import { RoomsFounded } from './rooms-founded.ts';
import { Sessions } from './sessions.ts';
import { Tables } from './tables.ts';
import { UsedChallenges } from './used-challenges.ts';

/** What was said in a room while it was told to forget its author is found the second time. */
const secondTimeMs = 60_000;

/** All that is kept about one person, and what happens to it. Each change is made as a whole or not at all. */
export class PersonRecord {
  readonly profile: Profile;
  readonly sessions: Sessions;
  readonly passkeys: PasskeysKept;
  readonly rooms: RoomsBeenTo;
  readonly reads: ReadStates;
  readonly founded: RoomsFounded;
  readonly pendingCalls: PendingCalls;
  readonly renames: Renames;
  readonly #challenges: UsedChallenges;
  readonly #tables: Tables;
  readonly #now: () => number;

  constructor(storage: DurableObjectStorage, now: () => number) {
    this.#now = now;
    this.#tables = new Tables(storage);
    this.profile = new Profile(this.#tables);
    this.sessions = new Sessions(this.#tables, this.profile);
    this.passkeys = new PasskeysKept(this.#tables);
    this.rooms = new RoomsBeenTo(this.#tables);
    this.reads = new ReadStates(this.#tables);
    this.founded = new RoomsFounded(this.#tables);
    this.pendingCalls = new PendingCalls(this.#tables);
    this.renames = new Renames(this.#tables);
    this.#challenges = new UsedChallenges(this.#tables);
  }

  /** Whether anything is kept. */
  get isThere(): boolean {
    return this.#tables.exist;
  }

  /** Takes up a passkey whose making was verified. */
  keep(
    session: SessionRef,
    passkey: Credential,
    { person, label, newSid, expected }: PasskeyRegistration,
  ): Registered | Refusal | undefined {
    return this.#tables.together(() => {
      if (!this.sessions.hold(session) || this.passkeys.find(passkey.id)) return undefined;
      if (this.passkeys.areFull) return { refused: 'too-many' };
      const { challenge, expiresAtMs } = expected;
      const now = this.#now();
      if (!this.#challenges.isOpen(challenge, expiresAtMs, now)) return undefined;
      this.#challenges.use(challenge, expiresAtMs, now);
      this.passkeys.keep(passkey, label, now);
      const { name } = this.profile;
      if (name !== undefined) return { person: this.as(person) };
      this.profile.goBy(person.name);
      this.sessions.passOn(session.sid, newSid, now);
      return { person: this.as(person), session: { sid: newSid, epoch: this.profile.epoch } };
    });
  }

  /** Begins a session by a passkey whose answer was verified. */
  signIn(passkey: string, counter: number, { newSid, expected, instead }: SigningIn): SignedIn | undefined {
    return this.#tables.together(() => {
      const { name, face, epoch, preferences } = this.profile;
      const { challenge, expiresAtMs } = expected;
      const now = this.#now();
      if (name === undefined || !this.#challenges.isOpen(challenge, expiresAtMs, now)) return undefined;
      if (!this.passkeys.use(passkey, counter, now)) return undefined;
      this.#challenges.use(challenge, expiresAtMs, now);
      if (instead && this.sessions.hold(instead)) this.sessions.passOn(instead.sid, newSid, now);
      return { name, ...(face === undefined ? {} : { face }), epoch, preferences };
    });
  }

  /** This person by what is kept of them to be known by; a guest, as they are. */
  as(person: Person): Person {
    const { known } = this.profile;
    return known.name === undefined ? person : { id: person.id, name: known.name, kind: 'claimed', ...known };
  }

  /** Brings the rooms that are another way now. */
  arrange(arrangement: Arrangement): RoomReadState[] {
    return this.#tables.together(() => {
      if ('order' in arrangement) {
        return this.rooms.order(arrangement.order).flatMap((room) => this.reads.stateOf(room) ?? []);
      }
      if ('leave' in arrangement) {
        const left = this.reads.leave(arrangement.leave);
        this.rooms.leave(arrangement.leave);
        return left ? [left] : [];
      }
      const [room, isMuted] = 'mute' in arrangement ? [arrangement.mute, true] : [arrangement.unmute, false];
      this.rooms.mute(room, isMuted);
      const state = this.reads.stateOf(room);
      return state ? [state] : [];
    });
  }

  signOut(session: SessionRef, person: PersonId, everywhere: boolean): boolean {
    return this.#tables.together(() => {
      if (!this.sessions.hold(session)) return false;
      const now = this.#now();
      const ended = everywhere
        ? [{ before: this.sessions.signOutEverywhere() }]
        : this.sessions.signOut(session.sid, now).map((sid) => ({ sid }));
      for (const which of ended) {
        this.pendingCalls.add({ tell: 'ended', of: person, which }, this.rooms.all(), now);
      }
      return true;
    });
  }

  /** One more room that has to forget somebody who is forgotten already. */
  forgetIn(person: PersonId, room: string): boolean {
    return this.#tables.together(() => {
      const words = this.profile.forgottenWords;
      if (words === undefined) return false;
      this.pendingCalls.add({ tell: 'forget', of: person, words, time: 'first' }, [room], this.#now());
      return true;
    });
  }

  /** What remains is a tombstone, and the rooms that have to be told until they were. */
  forgetMe(session: SessionRef, person: PersonId, words: 'keep' | 'remove'): boolean {
    return this.#tables.together(() => {
      if (!this.sessions.hold(session)) return false;
      const rooms = this.rooms.all();
      const now = this.#now();
      const { sessions, passkeys, founded, pendingCalls, renames } = this;
      for (const each of [
        sessions,
        passkeys,
        this.rooms,
        this.reads,
        founded,
        pendingCalls,
        renames,
        this.#challenges,
      ]) {
        each.forget();
      }
      this.profile.forget(words);
      this.pendingCalls.add({ tell: 'forget', of: person, words, time: 'first' }, rooms, now);
      this.pendingCalls.add({ tell: 'forget', of: person, words, time: 'second' }, rooms, now + secondTimeMs);
      return true;
    });
  }
}
