import { changeOf, type Message, type Person } from './message.ts';
import type { WireReason } from './refusals.ts';

/**
 * All that version 6 says in another way. Towards a room there is no difference. To be deleted with version 8.
 *
 * In version 6 a person has no `kind`, but is a `guest` or not, and a message that changed comes whole, as it stands.
 */

/**
 * An event as a client of version 6 understands it, in JSON: of one in which messages that changed are whole. Of a kind that it does
 * not know it is told nothing, since it takes that for a frame it cannot read. Of reasons it does not know `unknown-act`, for which it gives no cause, and those about mentions.
 */
export function toVersion6(event: object): string {
  return JSON.stringify(event, (_, value) => {
    if (value?.t === 'refused' && newReasons.includes(value.reason))
      return { ...value, reason: 'not-allowed' };
    if (typeof value?.name !== 'string' || typeof value.kind !== 'string') return value;
    const { kind, ...person } = value;
    return { ...person, guest: kind === 'guest' };
  });
}

const newReasons: readonly WireReason[] = [
  'too-many-mentions',
  'here-too-often',
  'not-one-emoji',
  'too-many-reactions',
  'thread-in-thread',
  'threads-off',
];

/** A person in an answer by HTTP, which a page of either version reads. */
export function personForBoth(person: Person): Person & { guest: boolean } {
  return { ...person, guest: person.kind === 'guest' };
}

/** A frame of a room of version 6, parsed, as `Down` describes it. What is not of version 6 comes back as it is. */
export function fromVersion6(frame: string): unknown {
  return JSON.parse(frame, (_, value) => {
    if (typeof value?.guest === 'boolean') return { ...value, kind: value.guest ? 'guest' : 'claimed' };
    if (value?.t === 'changed' && value.message?.by) return { ...value, ...changeOf(value.message) };
    if (value?.t === 'welcome' && Array.isArray(value.changed)) {
      return { ...value, changed: value.changed.map((one: Message) => changeOf(one)) };
    }
    return value;
  });
}
