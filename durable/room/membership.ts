import type { Person } from '../../protocol/message.ts';
import type { Role } from '../../protocol/roles.ts';
import { type Deed, done, type Outcome, writeDown } from './audited-act.ts';

export function giveRole(deed: Deed, whom: Person, role: Role): Outcome {
  const { books, at } = deed;
  if (books.members.roleOf(whom.id) === role) return done();
  // Whoever is banned would be a member who may not come in.
  if (books.sanctions.of(whom.id, 'banned', at)) return { refused: 'not-allowed' };
  return writeDown(deed, { action: 'role', whom, details: { role } }, () => {
    if (role === 'guest') dismiss(deed, whom);
    else enrol(deed, whom, role);
    return done({ is: 'ranks' });
  });
}

export function transfer(deed: Deed, whom: Person): Outcome {
  const { books, by, at } = deed;
  if (books.sanctions.of(whom.id, 'banned', at)) return { refused: 'not-allowed' };
  return writeDown(deed, { action: 'transfer', whom }, () => {
    enrol(deed, whom, 'owner');
    books.members.set(by.id, 'moderator', at);
    return done({ is: 'ranks' });
  });
}

/** An owner cannot leave: the room has to go to somebody else first. */
export function leave(deed: Deed): Outcome {
  const { books, by } = deed;
  const role = books.members.roleOf(by.id);
  if (role === 'owner') return { refused: 'not-allowed' };
  if (role === 'guest') return done();
  return writeDown(deed, { action: 'leave' }, () => {
    dismiss(deed, by);
    return done({ is: 'ranks' });
  });
}

/** Whoever is somebody in a room keeps their name in it, also without having said a word. */
export function enrol({ books, at }: Deed, person: Person, role: Exclude<Role, 'guest'>): void {
  books.people.note(person, at);
  books.members.set(person.id, role, at);
}

/** Invites that they made would let them back in. */
export function dismiss({ books, at }: Deed, person: Person): void {
  books.members.set(person.id, 'guest', at);
  books.invites.revokeAllOf(person.id);
}
