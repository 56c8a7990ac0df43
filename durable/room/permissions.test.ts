import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Action } from '../../protocol/actions.ts';
import { roles } from '../../protocol/roles.ts';
import { everySettings, permissionTable } from '../test/permission-table.ts';
import { may, type Permission, permissionFor, permissions } from './permissions.ts';

const root = new URL('../..', import.meta.url);
const all = Object.keys(permissions) as Permission[];

describe('M1 one table says who may do what', () => {
  test('and docs/security.md shows it', () => {
    const document = readFileSync(new URL('docs/security.md', root), 'utf8');
    const [, shown] = /<!-- who may do what -->\n+(.*?)\n+<!-- end -->/s.exec(document) ?? [];
    expect(shown).toBe(permissionTable());
  });

  test('in it, whoever is more may do at least as much', () => {
    for (const settings of everySettings) {
      for (const permission of all) {
        const allowed = roles.map((role) => may(role, permission, settings));
        expect(allowed).toEqual(allowed.toSorted());
      }
    }
  });

  test('whoever may not read a room may do nothing in it', () => {
    for (const settings of everySettings) {
      if (may('guest', 'read', settings)) continue;
      expect(all.filter((permission) => may('guest', permission, settings))).toEqual([]);
    }
  });

  test('every action stands in it', () => {
    const target = { role: 'guest', isOwn: true } as const;
    const names = Action.options.map(({ entries }) => entries.do.literal);
    for (const name of names) {
      const permission = permissionFor({ do: name } as Action, target);
      expect(all).toContain(permission);
    }
  });

  test.each<[string, Action, Permission]>([
    ['the topic, the lock and slow mode', { do: 'settings', topic: 'a', locked: true, slowS: 5 }, 'tend'],
    ['one of these with another', { do: 'settings', topic: 'a', title: 'b' }, 'settings'],
    ['who may post', { do: 'settings', posting: 'member' }, 'settings'],
    ['a member', { do: 'role', whom: 'bo-00000000', role: 'member' }, 'enrol'],
    ['a moderator', { do: 'role', whom: 'bo-00000000', role: 'moderator' }, 'role'],
  ])('which permission it takes depends on what is changed: %s', (_, action, permission) => {
    expect(permissionFor(action, { role: 'guest', isOwn: false })).toBe(permission);
  });

  test('and on whom: making a moderator a member takes more than making a guest one', () => {
    const action: Action = { do: 'role', whom: 'bo-00000000', role: 'member' };
    expect(permissionFor(action, { role: 'member', isOwn: false })).toBe('enrol');
    expect(permissionFor(action, { role: 'moderator', isOwn: false })).toBe('role');
  });
});
