import type { Action } from '../../protocol/actions.ts';
import { limits } from '../../protocol/limits.ts';
import type { ActId, Person, PersonId } from '../../protocol/message.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import { outranks } from '../../protocol/roles.ts';
import { tidyLine } from '../../protocol/words.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';
import { changeSettings } from './changing-settings.ts';
import type { History } from './history.ts';
import { type InviteToken, invite, revoke } from './inviting.ts';
import { giveRole, leave, transfer } from './membership.ts';
import type { Messages } from './messages.ts';
import { forNobodyMuted, may, permissionFor } from './permissions.ts';
import { pin, unpin } from './pinning.ts';
import { ban, given, kick, mute, unban, unmute } from './sanctioning.ts';
import { settleThread } from './settling-threads.ts';
import type { KeptInvite, KeptSettings, RoomStore } from './store.ts';

/** Who is connected. */
export type Crowd = {
  person(id: PersonId): Person | undefined;
  /** The hash of the address of their newest socket, or of where they came from lately. */
  addressOf(id: PersonId): string | undefined;
};

/** What an act needs that is made of chance. */
export type Chance = { actId: ActId; inviteToken: InviteToken };

/**
 * What people do to a room and to each other. Whoever acts was let in before (access.ts); whether they may do this is
 * decided here. An act and its entry in the audit are written together. An act that changes nothing leaves no entry.
 */
export class Moderation {
  readonly #store: RoomStore;
  readonly #history: History;
  readonly #room: Messages;
  readonly #now: () => number;

  constructor(store: RoomStore, history: History, room: Messages, now: () => number) {
    this.#store = store;
    this.#history = history;
    this.#room = room;
    this.#now = now;
  }

  act(by: Person, action: Action, crowd: Crowd, chance: Chance): Outcome {
    const kept = this.#store.settings.read();
    const invite = action.do === 'revoke' ? this.#invite(action.invite) : undefined;
    const root = action.do === 'thread' ? this.#history.at(action.message.seq) : undefined;
    const whom = 'whom' in action ? this.#person(action.whom, crowd) : undefined;
    const { members } = this.#store;
    const role = members.roleOf(by.id);
    const author = invite?.by ?? root?.by.id;
    const isOwn = author === undefined || author === by.id;
    const target = { role: whom ? members.roleOf(whom.id) : 'guest', isOwn } as const;
    const permission = permissionFor(action, target);
    const mute = this.#store.sanctions.of(by.id, 'muted', this.#now());
    if (mute && forNobodyMuted.includes(permission)) return { refused: 'muted' };
    if (!kept || !may(role, permission, kept.settings)) return { refused: 'not-allowed' };
    const reason = tidyLine(('why' in action && action.why) || '', limits.reasonLetters);
    if ('refused' in reason) return reason;
    const audited: AuditedAct = { store: this.#store, by, at: this.#now() };
    if (!('whom' in action)) return this.#inRoom(audited, action, kept, invite, chance, reason.line);
    if (!whom) return { refused: 'no-such-person' };
    if (!outranks(role, target.role)) return { refused: 'not-allowed' };
    return this.#toSomebody(audited, action, whom, crowd, reason.line);
  }

  #toSomebody(
    audited: AuditedAct,
    action: Extract<Action, { whom: PersonId }>,
    whom: Person,
    crowd: Crowd,
    why: string,
  ): Outcome {
    switch (action.do) {
      case 'role':
        return giveRole(audited, whom, action.role);
      case 'transfer':
        return transfer(audited, whom);
      case 'mute':
        return mute(audited, whom, action, why);
      case 'unmute':
        return unmute(audited, whom);
      case 'kick':
        return kick(audited, whom, why);
      case 'ban':
        return ban(audited, whom, action, action.address ? this.#addressOf(whom.id, crowd) : undefined, why);
      case 'unban':
        return unban(audited, whom);
    }
  }

  #inRoom(
    audited: AuditedAct,
    action: Exclude<Action, { whom: PersonId }>,
    kept: KeptSettings,
    found: KeptInvite | undefined,
    { actId, inviteToken }: Chance,
    why: string,
  ): Outcome {
    switch (action.do) {
      case 'settings':
        return changeSettings(audited, this.#history, kept, action);
      case 'remove':
        return this.#remove(audited, action, actId, why);
      case 'report':
        return this.#report(audited, action, why);
      case 'pin':
        return pin(audited, this.#history, action.message);
      case 'unpin':
        return unpin(audited, this.#history, action.message);
      case 'thread':
        return settleThread(audited, this.#history, action, actId);
      case 'invite':
        return invite(audited, action, inviteToken);
      case 'revoke':
        return found ? revoke(audited, found) : { refused: 'no-such-invite' };
      case 'leave':
        return leave(audited);
    }
  }

  #remove(
    { by }: AuditedAct,
    { message: ref }: Extract<Action, { do: 'remove' }>,
    id: ActId,
    why: string,
  ): Outcome {
    const verdict = this.#room.remove(by, ref, id, why);
    if ('refused' in verdict) return verdict;
    if (verdict.again) return done();
    const { message } = verdict;
    const root = verdict.is === 'changed' ? verdict.root : undefined;
    return done({ is: 'changed', id, by: by.id, message, ...(root && { root }) });
  }

  #report(
    audited: AuditedAct,
    { message: ref }: Extract<Action, { do: 'report' }>,
    why: string,
  ): Outcome | Refusal {
    const message = this.#history.at(ref.seq);
    if (message?.id !== ref.id) return { refused: 'no-such-message' };
    if (message.deleted) return { refused: 'deleted' };
    if (this.#store.audit.hasReported(audited.by.id, message.seq)) return done();
    const entry = { action: 'report', whom: message.by, message: message.seq, ...given(why) } as const;
    return writeDown(audited, entry, () =>
      done({ is: 'reported', n: this.#store.audit.newestReport() ?? 0 }),
    );
  }

  #person(id: PersonId, crowd: Crowd): Person | undefined {
    const person = crowd.person(id) ?? this.#store.people.known(id);
    return person?.left ? undefined : person;
  }

  // Whoever is banned already is not connected any more, and their address stays shut out all the same.
  #addressOf(id: PersonId, crowd: Crowd): string | undefined {
    return crowd.addressOf(id) ?? this.#store.sanctions.of(id, 'banned', this.#now())?.address;
  }

  #invite(id: string): KeptInvite | undefined {
    return this.#store.invites.all(this.#now()).find((one) => one.id === id);
  }
}
