import { describe, expect, test } from 'vitest';
import type { Person } from '../../protocol/message.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { skeletonOf } from '../room/names.ts';
import type { KeptInvite, NewAuditEntry, RoomStore, Sanctioned } from '../room/store.ts';
import { ana, bo } from './history-rules.ts';

/** Lets a store be filled and looked at, wherever it is kept. */
export type WithStore = (look: (store: RoomStore) => void) => Promise<void>;

const cai: Person = { id: 'cai-0000000', name: 'Cai', kind: 'guest' };
const dayMs = 24 * 60 * 60 * 1000;

/** The rules that all RoomStore keep, in memory and in SQL. */
export function booksRules(withStore: WithStore): void {
  describe('M13 the settings', () => {
    test('are there once somebody made the room, as they were written last', () =>
      withStore(({ settings }) => {
        expect(settings.read()).toBeUndefined();
        const kept = { room: 'bench', settings: firstSettings, listing: undefined };
        settings.write(kept);
        expect(settings.read()).toEqual(kept);
        const other = {
          title: 'A "b"',
          topic: "'); DROP TABLE settings; --",
          visibility: 'private',
          posting: 'moderator',
          inviting: 'owner',
          pinning: 'member',
          threads: false,
          locked: true,
          slowS: 30,
        } as const;
        settings.write({ room: 'bench', settings: other, listing: 0, listedWords: 7 });
        expect(settings.read()).toEqual({ room: 'bench', settings: other, listing: 0, listedWords: 7 });
      }));
  });

  describe('A6 the people', () => {
    const keepers = (store: RoomStore, name: string, since = 0) =>
      store.people.keepersOf(skeletonOf(name), since).toSorted();

    test('keep a name once they were seen under it', () =>
      withStore((store) => {
        store.people.note(ana);
        expect(store.people.known(ana.id)).toEqual(ana);
        expect(keepers(store, 'Ana')).toEqual([]);
        store.people.note(ana, 5);
        expect(keepers(store, 'АNA')).toEqual([ana.id]);
        store.people.note({ ...cai, name: 'ana' }, 6);
        expect(keepers(store, 'ana')).toEqual([ana.id, cai.id]);
        expect(store.people.known('nobody-0000')).toBeUndefined();
      }));

    test('that is another one once they have another', () =>
      withStore((store) => {
        store.people.note(ana, 5);
        store.people.note({ ...ana, name: 'Bea' });
        expect([keepers(store, 'Ana'), keepers(store, 'Bea')]).toEqual([[], [ana.id]]);
      }));

    test('guests only as long as they were seen since; others always', () =>
      withStore((store) => {
        store.people.note(ana, 5);
        store.people.note(bo, 5);
        expect([keepers(store, 'Ana', 4), keepers(store, 'Ana', 5)]).toEqual([[ana.id], []]);
        expect(keepers(store, 'Bo', 5)).toEqual([bo.id]);
        store.people.note({ ...ana, kind: 'claimed' });
        expect(keepers(store, 'Ana', 5)).toEqual([ana.id]);
      }));

    test('were seen to within a day, those seen last first', () =>
      withStore(({ people }) => {
        people.note(ana, 5);
        people.note(ana, dayMs);
        expect(people.seenAt(ana.id)).toBe(5);
        people.note(ana, dayMs + 5);
        expect(people.seenAt(ana.id)).toBe(dayMs + 5);
        people.note(ana);
        people.note(bo, 7);
        people.note(cai);
        expect(people.latest(5)).toEqual([ana, bo]);
        expect(people.latest(1)).toEqual([ana]);
      }));

    test('have a face while they like', () =>
      withStore(({ people }) => {
        people.note({ ...ana, face: '🦊' }, 5);
        people.note(bo);
        expect([people.known(ana.id), people.latest(1)]).toEqual([
          { ...ana, face: '🦊' },
          [{ ...ana, face: '🦊' }],
        ]);
        people.note({ ...ana, face: '🐻' });
        expect(people.known(ana.id)).toEqual({ ...ana, face: '🐻' });
        people.note(ana);
        expect(people.known(ana.id)).toEqual(ana);
      }));

    test('that are forgotten have no name and no face, and keep none', () =>
      withStore((store) => {
        store.people.note({ ...ana, face: '🦊' }, 5);
        store.people.forget(ana.id);
        store.people.forget('nobody-0000');
        expect(store.people.known(ana.id)).toEqual({ ...ana, name: '', left: true });
        expect([keepers(store, 'Ana'), store.people.latest(5)]).toEqual([[], []]);
        expect(store.people.known('nobody-0000')).toBeUndefined();
      }));
  });

  describe('M14 the members', () => {
    test('are those who are more than guests, the owner first, then by rank and time', () =>
      withStore(({ people, members }) => {
        const all: Person[] = [ana, bo, cai, { id: 'dee-0000000', name: 'Dee', kind: 'guest' }];
        for (const person of all) people.note(person);
        members.set(ana.id, 'member', 3);
        members.set(cai.id, 'moderator', 2);
        members.set('dee-0000000', 'member', 1);
        members.set(bo.id, 'owner', 9);
        expect(members.all().map(({ person, role, since }) => [person.name, role, since])).toEqual([
          ['Bo', 'owner', 9],
          ['Cai', 'moderator', 2],
          ['Dee', 'member', 1],
          ['Ana', 'member', 3],
        ]);
        members.set(cai.id, 'guest', 10);
        members.set(ana.id, 'moderator', 10);
        const roles = [ana.id, bo.id, cai.id, 'nobody-0000'].map((id) => members.roleOf(id));
        expect(roles).toEqual(['moderator', 'owner', 'guest', 'guest']);
      }));
  });

  describe('M15 the sanctions', () => {
    const mute: Sanctioned = { person: ana.id, is: 'muted', by: bo.id, at: 5, until: 10, why: 'loud' };
    const ban: Sanctioned = { person: ana.id, is: 'banned', by: bo.id, at: 6, why: '', address: 'hash' };

    test('hold until they end, or are lifted, each kind by itself', () =>
      withStore(({ sanctions }) => {
        sanctions.impose(mute);
        sanctions.impose(ban);
        expect(sanctions.of(ana.id, 'muted', 9)).toEqual(mute);
        expect(sanctions.of(ana.id, 'muted', 10)).toBeUndefined();
        expect(sanctions.of(bo.id, 'muted', 9)).toBeUndefined();
        expect(sanctions.all(9)).toEqual([mute, ban]);
        expect(sanctions.all(10)).toEqual([ban]);
        sanctions.lift(ana.id, 'muted');
        expect(sanctions.of(ana.id, 'banned', 1_000_000)).toEqual(ban);
        sanctions.lift(ana.id, 'banned');
        expect(sanctions.all(0)).toEqual([]);
      }));

    test('of an address are found by it', () =>
      withStore(({ sanctions }) => {
        sanctions.impose({ ...ban, until: 20 });
        expect(sanctions.banOfAddress('hash', 19)).toEqual({ ...ban, until: 20 });
        expect(sanctions.banOfAddress('hash', 20)).toBeUndefined();
        expect(sanctions.banOfAddress('other', 19)).toBeUndefined();
      }));

    test('take the place of an earlier one', () =>
      withStore(({ sanctions }) => {
        sanctions.impose(ban);
        sanctions.impose({ person: ana.id, is: 'banned', by: bo.id, at: 7, until: 9, why: 'again' });
        expect(sanctions.banOfAddress('hash', 8)).toBeUndefined();
        expect(sanctions.all(8)).toEqual([
          { person: ana.id, is: 'banned', by: bo.id, at: 7, until: 9, why: 'again' },
        ]);
      }));
  });

  describe('D10 the invites', () => {
    const invite = (id: string, how: Partial<KeptInvite> = {}): KeptInvite => ({
      id,
      hash: `hash of ${id}`,
      by: ana.id,
      at: 1,
      used: 0,
      ...how,
    });
    const ids = (store: RoomStore, now: number) => store.invites.all(now).map(({ id }) => id);

    test('are there as long as they can be used', () =>
      withStore((store) => {
        const { invites } = store;
        invites.add(invite('for-good'));
        invites.add(invite('short', { at: 2, expiresAt: 10 }));
        invites.add(invite('twice', { at: 3, usesLeft: 2 }));
        expect([ids(store, 9), ids(store, 10)]).toEqual([
          ['for-good', 'short', 'twice'],
          ['for-good', 'twice'],
        ]);
        expect(invites.find('hash of short', 9)).toEqual(invite('short', { at: 2, expiresAt: 10 }));
        expect(invites.find('hash of short', 10)).toBeUndefined();
        for (const id of ['for-good', 'twice', 'twice']) invites.use(id);
        expect(invites.find('hash of for-good', 10)).toEqual(invite('for-good', { used: 1 }));
        expect(invites.find('hash of twice', 10)).toBeUndefined();
        invites.revoke('for-good');
        expect(ids(store, 0)).toEqual(['short']);
      }));

    test('go with whoever made them', () =>
      withStore((store) => {
        store.invites.add(invite('hers'));
        store.invites.add(invite('his', { by: bo.id }));
        store.invites.revokeAllOf(ana.id);
        expect(ids(store, 0)).toEqual(['his']);
      }));
  });

  describe('M16 the audit', () => {
    const entry = (at: number, more: Partial<NewAuditEntry> = {}): NewAuditEntry => ({
      at,
      by: ana.id,
      action: 'kick',
      ...more,
    });

    test('counts from 1, and comes newest first, in pages, with the names of now', () =>
      withStore(({ audit, people }) => {
        people.note(ana);
        people.note(bo);
        audit.note(entry(5, { whom: bo.id, message: 3, details: { forS: 60, address: true }, why: '"x"' }));
        audit.note(entry(6));
        audit.note(entry(7, { by: bo.id }));
        people.note({ ...ana, name: 'Ana Maria' });
        const first = {
          n: 1,
          at: 5,
          by: { ...ana, name: 'Ana Maria' },
          action: 'kick',
          whom: bo,
          message: 3,
          details: { forS: 60, address: true },
          why: '"x"',
        };
        expect(audit.page(undefined, 2)).toMatchObject({ entries: [{ n: 3, by: bo }, { n: 2 }], more: true });
        expect(audit.newestReport()).toBeUndefined();
        expect(audit.page(2, 2)).toEqual({ entries: [first], more: false });
        expect(audit.page(1, 2)).toEqual({ entries: [], more: false });
      }));

    test('tells what somebody did and what was done to them', () =>
      withStore(({ audit, people }) => {
        for (const person of [ana, bo, cai]) people.note(person);
        audit.note(entry(5, { whom: bo.id, why: 'rude' }));
        audit.note(entry(6, { by: cai.id, why: 'mine' }));
        audit.note(entry(7, { by: bo.id, why: 'his' }));
        expect(audit.about(bo.id, undefined, 5).map(({ n }) => n)).toEqual([3, 1]);
        expect(audit.about(bo.id, undefined, 1).map(({ n }) => n)).toEqual([3]);
        expect(audit.about(bo.id, 3, 5).map(({ n }) => n)).toEqual([1]);
        audit.forgetWordsOf(bo.id);
        expect(audit.page(undefined, 5).entries.map(({ why }) => why)).toEqual([undefined, 'mine', 'rude']);
      }));

    test('E1 forgets how somebody called a room, and what else it was set to stays', () =>
      withStore(({ audit, people }) => {
        for (const person of [ana, bo]) people.note(person);
        const details = { title: 'SECRET', topic: 'SECRET', slowS: 5 };
        for (const by of [bo.id, ana.id]) audit.note(entry(5, { by, action: 'settings', details }));
        audit.forgetWordsOf(bo.id);
        const shown = audit.page(undefined, 5).entries.map((one) => one.details);
        expect(shown).toEqual([details, { slowS: 5 }]);
      }));

    test('names nobody who was forgotten', () =>
      withStore(({ audit, people }) => {
        people.note(ana);
        audit.note(entry(5));
        people.forget(ana.id);
        expect(audit.page(undefined, 5).entries[0]?.by).toEqual({ ...ana, name: '', left: true });
      }));
  });
}
