import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '$protocol/rooms.ts';
import { auditSentence } from './audit-sentence.ts';

const priya = { id: 'priya-priya', name: 'Priya', kind: 'claimed' } as const;
const dmitri = { id: 'dmitri-dmitri', name: 'Dmitri', kind: 'guest' } as const;
const gone = { id: 'gone-gone-gone', name: '', kind: 'guest', left: true } as const;

const said = (entry: Partial<AuditEntry>) =>
  auditSentence({ n: 1, at: 0, by: priya, action: 'made', ...entry });

describe('U41 an entry of the log is one sentence', () => {
  test('about somebody, with how long and why', () => {
    const why = 'capitals, three times';
    expect(said({ action: 'mute', whom: dmitri, details: { forS: 3600 }, why })).toBe(
      'Priya muted Dmitri for an hour: “capitals, three times”.',
    );
    expect(said({ action: 'ban', whom: dmitri, details: { address: true } })).toBe(
      'Priya closed the room to Dmitri for good, and to whoever comes from the same address.',
    );
    expect(said({ action: 'ban', whom: dmitri, details: { forS: 7 * 86_400, address: false } })).toBe(
      'Priya closed the room to Dmitri for a week.',
    );
    expect(said({ action: 'role', whom: dmitri, details: { role: 'guest' } })).toBe(
      'Priya made Dmitri a guest.',
    );
  });

  test('about what was changed of the room, all of it', () => {
    const details = { locked: true, slowS: 90, topic: '' };
    expect(said({ action: 'settings', details })).toBe(
      'Priya took the topic away, locked the room and set slow mode to 90 seconds.',
    );
    expect(said({ action: 'settings' })).toBe('Priya changed the room’s settings.');
  });

  test('about invites', () => {
    expect(said({ action: 'invite', details: { uses: 1, forS: 86_400 } })).toBe(
      'Priya made an invite for one person that works for a day.',
    );
    expect(said({ action: 'invite' })).toBe('Priya made an invite that works until it’s closed.');
  });

  test('also of whoever had themselves forgotten, and of nobody known', () => {
    expect(said({ action: 'remove', whom: gone })).toBe('Priya removed a message by someone who left.');
    expect(said({ action: 'kick' })).toBe('Priya asked somebody to leave.');
    expect(said({ by: gone })).toBe('Someone who left made the room.');
  });
});
