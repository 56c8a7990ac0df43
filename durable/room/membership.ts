import type { Person } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';

export function giveRole(audited: AuditedAct, whom: Person, role: Role): Outcome {
  const { store, at } = audited;
  if (store.members.roleOf(whom.id) === role) return done();
  // Whoever is banned would be a member who may not come in.
  if (store.sanctions.of(whom.id, 'banned', at)) return { refused: 'not-allowed' };
  return writeDown(audited, { action: 'role', whom, details: { role } }, () => {
    if (role === 'guest') dismiss(audited, whom);
    else enrol(audited, whom, role);
    return done({ is: 'ranks' });
  });
}

export function transfer(audited: AuditedAct, whom: Person): Outcome {
  const { store, by, at } = audited;
  if (store.sanctions.of(whom.id, 'banned', at)) return { refused: 'not-allowed' };
  return writeDown(audited, { action: 'transfer', whom }, () => {
    enrol(audited, whom, 'owner');
    store.members.set(by.id, 'moderator', at);
    return done({ is: 'ranks' });
  });
}

/** An owner cannot leave: the room has to go to somebody else first. */
export function leave(audited: AuditedAct): Outcome {
  const { store, by } = audited;
  const role = store.members.roleOf(by.id);
  if (role === 'owner') return { refused: 'not-allowed' };
  if (role === 'guest') return done();
  return writeDown(audited, { action: 'leave' }, () => {
    dismiss(audited, by);
    return done({ is: 'ranks' });
  });
}

/** Whoever is somebody in a room keeps their name in it, also without having said a word. */
export function enrol({ store, at }: AuditedAct, person: Person, role: Exclude<Role, 'guest'>): void {
  store.people.note(person, at);
  store.members.set(person.id, role, at);
}

/** Invites that they made would let them back in. */
export function dismiss({ store, at }: AuditedAct, person: Person): void {
  store.members.set(person.id, 'guest', at);
  store.invites.revokeAllOf(person.id);
}
