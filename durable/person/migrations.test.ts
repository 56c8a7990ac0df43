import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { migrate } from '../storage/migrate.ts';
import { leastReader, migrations } from './migrations.ts';
import { PersonRecord } from './person-record.ts';
import { runPendingCalls } from './tell-rooms.ts';

const session = { sid: 'anas-session', epoch: 2 };
const credential = { id: 'phone', publicKey: new Uint8Array([1, 2, 3]), counter: 7, transports: ['usb'] };

// Released steps are never edited: a person may stay away at any of them for years.
describe('I16 a person left at every earlier step is the same after all of them', () => {
  test.each(migrations.map((_, i) => i + 1))('step %d', (step) =>
    runInDurableObject(env.PERSON.getByName(`left-at-${step}`), (_, { storage }) => {
      migrate(storage, migrations.slice(0, step));
      const { sql } = storage;
      sql.exec(`INSERT INTO self (one, name, epoch, preferences) VALUES (1, 'Ana', 2, '{"theme":"dark"}')`);
      sql.exec(
        'INSERT INTO passkeys (id, public_key, counter, transports, label, made_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ...['phone', new Uint8Array([1, 2, 3]).buffer, 7, '["usb"]', 'Phone', 1, 2],
      );
      sql.exec("INSERT INTO ended_sessions (sid, heir, at) VALUES ('another-one', NULL, 5)");
      sql.exec("INSERT INTO used_challenges (challenge, expires_at) VALUES ('asked', 9)");
      sql.exec("INSERT INTO rooms (room, at, read_up_to) VALUES ('garden', 3, 12)");
      sql.exec("INSERT INTO founded_rooms (room, at) VALUES ('garden', 3)");
      const errand = JSON.stringify({ tell: 'ended', of: 'ana-0000000', which: { before: 2 } });
      sql.exec("INSERT INTO errands (errand, room, due) VALUES (?, 'garden', 4)", errand);

      const ana = new PersonRecord(storage, () => 8);
      expect(ana.profile).toMatchObject({ name: 'Ana', epoch: 2, isForgotten: false });
      expect(ana.profile.preferences).toEqual({ theme: 'dark' });
      expect(ana.sessions.hold(session)).toBe(true);
      expect(ana.sessions.hold({ ...session, sid: 'another-one' })).toBe(false);
      expect(ana.sessions.hold({ ...session, epoch: 1 })).toBe(false);
      expect(ana.passkeys.list()).toEqual([{ ...credential, label: 'Phone', madeAt: 1, usedAt: 2 }]);
      expect(ana.rooms.latest(10)).toEqual([{ room: 'garden', at: 3, readUpTo: 12 }]);
      expect(ana.founded.since(0)).toEqual([{ room: 'garden', at: 3 }]);
      expect(ana.pendingCalls.due(4, 10)).toEqual([
        { call: JSON.parse(errand), key: errand, room: 'garden', tries: 0 },
      ]);
      const expected = { challenge: 'asked', expiresAtMs: 9, origin: '', rpId: '' };
      const answer = { id: 'phone', rawId: 'phone', type: 'public-key' as const, response };
      expect(ana.signIn('phone', 8, { newSid: 'the-next-one', answer, expected })).toBeUndefined();
      const asked = { ...expected, challenge: 'another' };
      expect(ana.signIn('phone', 8, { newSid: 'the-next-one', answer, expected: asked })).toEqual({
        name: 'Ana',
        epoch: 2,
        preferences: { theme: 'dark' },
      });
    }),
  );

  test('and one who was forgotten stays so', () =>
    runInDurableObject(env.PERSON.getByName('forgotten'), (_, { storage }) => {
      migrate(storage, migrations.slice(0, 1));
      storage.sql.exec('INSERT INTO self (one, forgotten) VALUES (1, 1)');
      expect(new PersonRecord(storage, () => 8).sessions.hold({ ...session, epoch: 0 })).toBe(false);
    }));
});

test('H25 a call that this build does not understand is put off, and nothing else is done instead', () =>
  runInDurableObject(env.PERSON.getByName('newer'), async (_, { storage }) => {
    migrate(storage, migrations);
    const newer = JSON.stringify({ tell: 'promote', of: 'ana-0000000' });
    storage.sql.exec("INSERT INTO errands (errand, room, due) VALUES (?, 'garden', 4)", newer);
    const { pendingCalls } = new PersonRecord(storage, () => 8);
    const asked = vi.fn();
    const room = new Proxy({}, { get: (_, name) => asked(name) });
    await runPendingCalls({ ROOM: { getByName: () => room } } as never, pendingCalls, () => 8);
    expect(asked).not.toHaveBeenCalled();
    expect(pendingCalls.due(8, 10)).toEqual([]);
    const later = { call: undefined, key: newer, room: 'garden', tries: 1 };
    expect(pendingCalls.due(1_000_000, 10)).toEqual([later]);
  }));

const response = { clientDataJSON: 'a', authenticatorData: 'a', signature: 'a', userHandle: 'a' };

test('O10 what came after the least reader only adds', () => {
  const later = migrations.slice(leastReader).map((step) => step.replace(/ALTER TABLE \w+ ADD COLUMN/g, ''));
  expect(later.filter((step) => /\b(DROP|RENAME|ALTER|UPDATE|DELETE)\b/.test(step))).toEqual([]);
});
