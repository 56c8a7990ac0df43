import type { ActId, Message, Person, PersonId, Seq } from '../../protocol/message.ts';
import type { History } from './history.ts';
import { enrol } from './membership.ts';
import type { RoomStore } from './store.ts';

/** So many messages, and so many reactions, go at a time, so that nobody waits long for a room that forgets. */
const forgottenAtOnce = 200;

/** What went, and up to where, when there may be more. */
export type Forgotten = {
  changed: { id: ActId; message: Message; root?: Message }[];
  /** What they reacted with, and do no longer. */
  takenBack: { id: ActId; by: Person; message: Message; emoji: string }[];
  upTo: Seq | undefined;
};

/**
 * Forgets somebody: their reactions, and their words after a seq if they wish, at most so many at a time, each under a place of its own; and
 * with the last of them their name, role, sanctions and invites. A room whose owner is forgotten goes to whoever is next in
 * rank. A ban that holds for an address stays until it ends, without a name: else whoever is banned would only have to
 * have themselves forgotten.
 */
export function forget(
  store: RoomStore,
  history: History,
  person: PersonId,
  words: 'keep' | 'remove',
  { after, at, newId }: { after: Seq; at: number; newId: () => ActId },
): Forgotten {
  return store.atomically(() => {
    const takenBack = takeReactionsBack(store, history, person, newId);
    if (takenBack.length === forgottenAtOnce) return { changed: [], takenBack, upTo: after };
    const said = words === 'remove' ? history.saidBy(person, after, forgottenAtOnce) : [];
    const upTo = said.length < forgottenAtOnce ? undefined : said.at(-1)?.seq;
    if (upTo === undefined) {
      if (words === 'remove') {
        store.audit.forgetWordsOf(person);
        store.sanctions.forgetReasonsOf(person);
      }
      forgetPerson(store, person, at);
      history.dropEarlierOf(person);
    }
    const changed = said.map(({ seq: of, by }) => {
      const id = newId();
      const message = history.change({ is: 'delete', id, by: store.people.known(person) ?? by, of });
      const root = message.inThread === undefined ? undefined : history.at(message.inThread);
      return { id, message, ...(root && { root }) };
    });
    return { changed, takenBack, upTo };
  });
}

function takeReactionsBack(store: RoomStore, history: History, person: PersonId, newId: () => ActId) {
  const known = store.people.known(person);
  if (!known) return [];
  // Whoever hears of it forgets their name with it.
  const by: Person = { id: person, name: '', kind: 'guest', left: true };
  return history.reactedTo(person, forgottenAtOnce).map(({ message: of, emoji }) => {
    const id = newId();
    const message = history.change({ is: 'react', id, by: known, of, emoji, on: false });
    return { id, by, message, emoji };
  });
}

function forgetPerson(store: RoomStore, person: PersonId, at: number): void {
  const wasOwner = store.members.roleOf(person) === 'owner';
  store.members.set(person, 'guest', at);
  store.invites.revokeAllOf(person);
  store.sanctions.lift(person, 'muted');
  const ban = store.sanctions.of(person, 'banned', at);
  store.sanctions.lift(person, 'banned');
  if (ban?.address !== undefined) store.sanctions.impose({ ...ban, why: '' });
  const heir = wasOwner ? store.members.all()[0] : undefined;
  if (heir) {
    store.audit.note({ at, by: person, action: 'transfer', whom: heir.person.id });
    enrol({ store, by: heir.person, at }, heir.person, 'owner');
  }
  store.people.forget(person);
}
