import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../protocol/message.ts';
import { ana, bo, FakeWorld } from './fake-world.ts';
import { Roster } from './roster.ts';

const cy: Person = { id: 'cy-00000000000', name: 'Cy', kind: 'guest' };

let world: FakeWorld;
let roster: Roster;
let parted: string[];

beforeEach(() => {
  world = new FakeWorld();
  parted = [];
  roster = new Roster(
    world.ports,
    { present: [ana, bo], here: 2 },
    ({ name }) => parted.push(name),
    (id) => id === ana.id,
  );
});

const all = (present: Person[]) => ({ present, here: present.length });
const names = () => roster.people.map(({ name }) => name);

describe('C8 who is here', () => {
  test('is who came, in that order, each once', () => {
    expect(roster.arrived(cy, 2)).toBe(true);
    expect(roster.arrived(cy, 2)).toBe(false);
    expect(names()).toEqual(['Ana', 'Bo', 'Cy']);
  });

  test('goes by their newest name, in their place', () => {
    expect(roster.arrived({ ...ana, name: 'Anna' }, 2)).toBe(false);
    expect(names()).toEqual(['Anna', 'Bo']);
  });
});

describe('C19 whoever had themselves forgotten', () => {
  const nobody: Person = { ...bo, name: '', left: true };

  test('has no name any more, and leaves', () => {
    expect(roster.arrived(nobody, 2)).toBe(false);
    expect(names()).toEqual(['Ana', '']);
    roster.left(bo.id, 2);
    world.pass(10_000);
    expect(names()).toEqual(['Ana']);
  });

  test('does not come', () => {
    expect(roster.arrived({ ...cy, name: '', left: true }, 2)).toBe(false);
    expect(names()).toEqual(['Ana', 'Bo']);
  });

  test('is not kept from leaving by it', () => {
    roster.left(bo.id, 2);
    world.pass(5_000);
    roster.arrived(nobody, 2);
    world.pass(5_000);
    expect(names()).toEqual(['Ana']);
  });
});

describe('C8 whoever leaves', () => {
  test('is still here for 10 s, and then gone', () => {
    roster.left(bo.id, 2);
    world.pass(9_999);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
    world.pass(1);
    expect([names(), parted]).toEqual([['Ana'], ['Bo']]);
  });

  test('is not told of while there is no line, on which a return would be heard', () => {
    roster.left(bo.id, 2);
    roster.pause();
    world.pass(60_000);
    expect(parted).toEqual([]);
    roster.welcome(all([ana, bo]));
    world.pass(60_000);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
    roster.left(bo.id, 2);
    roster.pause();
    world.pass(60_000);
    roster.welcome(all([ana]));
    world.pass(0);
    expect([names(), parted]).toEqual([['Ana'], ['Bo']]);
  });

  test('and is back by then never left, nor came', () => {
    roster.left(bo.id, 2);
    world.pass(9_999);
    expect(roster.arrived(bo, 2)).toBe(false);
    world.pass(3_600_000);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
  });

  test('and comes back later has left and come', () => {
    roster.left(bo.id, 2);
    world.pass(10_000);
    expect(roster.arrived(bo, 2)).toBe(true);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], ['Bo']]);
  });

  test('twice leaves once, 10 s after the first time', () => {
    roster.left(bo.id, 2);
    world.pass(5_000);
    roster.left(bo.id, 2);
    world.pass(5_000);
    expect(parted).toEqual(['Bo']);
    world.pass(10_000);
    expect(parted).toEqual(['Bo']);
  });

  test('after a return gets the whole 10 s again', () => {
    roster.left(bo.id, 2);
    world.pass(9_000);
    roster.arrived(bo, 2);
    roster.left(bo.id, 2);
    world.pass(9_999);
    expect(parted).toEqual([]);
    world.pass(1);
    expect(parted).toEqual(['Bo']);
  });

  test('is gone in time, whoever else leaves or returns meanwhile', () => {
    roster.arrived(cy, 2);
    roster.left(bo.id, 2);
    world.pass(4_000);
    roster.left(cy.id, 2);
    world.pass(6_000);
    expect([names(), parted]).toEqual([['Ana', 'Cy'], ['Bo']]);
    world.pass(4_000);
    expect([names(), parted]).toEqual([['Ana'], ['Bo', 'Cy']]);
  });

  test('without having been here changes nothing', () => {
    const before = roster.people;
    roster.left(cy.id, 2);
    world.pass(10_000);
    expect(roster.people).toBe(before);
    expect(parted).toEqual([]);
    expect(roster.arrived(cy, 2)).toBe(true);
  });

  test('goes by a new name from the moment they return', () => {
    roster.left(bo.id, 2);
    roster.arrived({ ...bo, name: 'Bodil' }, 2);
    expect(names()).toEqual(['Ana', 'Bodil']);
  });
});

describe('C8 a welcome', () => {
  test('says who is here, and who is not on it has 10 s to return', () => {
    roster.welcome(all([ana, cy]));
    expect(new Set(names())).toEqual(new Set(['Ana', 'Bo', 'Cy']));
    world.pass(10_000);
    expect([names(), parted]).toEqual([['Ana', 'Cy'], ['Bo']]);
  });

  test('after a restart, when all come back one by one, lets nobody leave or arrive', () => {
    roster.arrived(cy, 2);
    roster.welcome(all([ana]));
    world.pass(3_000);
    expect(roster.arrived(cy, 2)).toBe(false);
    world.pass(3_000);
    expect(roster.arrived(bo, 2)).toBe(false);
    world.pass(10_000);
    expect(new Set(names())).toEqual(new Set(['Ana', 'Bo', 'Cy']));
    expect(parted).toEqual([]);
  });

  test('once more does not put off who is leaving already', () => {
    roster.welcome(all([ana]));
    world.pass(6_000);
    roster.welcome(all([ana]));
    world.pass(4_000);
    expect(parted).toEqual(['Bo']);
  });

  test('brings back who was leaving', () => {
    roster.left(bo.id, 2);
    world.pass(5_000);
    roster.welcome(all([ana, bo]));
    world.pass(10_000);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
  });
});

describe('C21 in a crowd', () => {
  const mo: Person = { id: 'mo-00000000000', name: 'Mo', kind: 'claimed', role: 'moderator' };
  const state = () => [roster.here, ...names()];

  beforeEach(() => roster.welcome({ present: [mo, bo, ana], here: 300 }));

  test('the room counts, and only moderators and who spoke are known', () => {
    expect(state()).toEqual([300, 'Mo', 'Bo', 'Ana']);
    roster.isCrowd(301, () => false);
    expect(state()).toEqual([301, 'Mo', 'Bo', 'Ana']);
  });

  test('nobody arrives, and whoever is known otherwise is so at once', () => {
    expect(roster.arrived({ ...bo, name: 'Bodil' }, 300)).toBe(false);
    expect(roster.arrived(cy, 300)).toBe(false);
    expect(roster.arrived({ ...cy, role: 'owner' }, 301)).toBe(false);
    expect(state()).toEqual([301, 'Mo', 'Bodil', 'Ana', 'Cy']);
  });

  test('a moderator who leaves is gone at once', () => {
    roster.left(mo.id, 299);
    expect(state()).toEqual([299, 'Bo', 'Ana']);
    world.pass(60_000);
    expect(parted).toEqual([]);
  });

  test('the last twenty who spoke are known, and oneself and moderators besides', () => {
    const speakers = Array.from({ length: 25 }, (_, n) => ({
      ...cy,
      id: `cy-${n + 100}00000000`,
      name: `Cy ${n}`,
    }));
    for (const one of [...speakers, ...speakers]) roster.spoke(one);
    expect(state()).toEqual([300, 'Mo', 'Ana', ...speakers.slice(5).map(({ name }) => name)]);
    roster.spoke(speakers[5] ?? cy);
    roster.spoke(bo);
    expect(names().slice(-3)).toEqual(['Cy 24', 'Cy 5', 'Bo']);
    expect(names()).not.toContain('Cy 6');
  });

  test('that is none any more, all are known from the next welcome on, and nobody left', () => {
    roster.welcome(all([ana, cy]));
    world.pass(60_000);
    expect([state(), parted]).toEqual([[2, 'Ana', 'Cy'], []]);
    expect(roster.arrived(bo, 3)).toBe(true);
  });

  test('of which a room becomes one, only who spoke stays known, and whoever was leaving is forgotten', () => {
    roster.welcome(all([ana, bo, cy]));
    roster.left(bo.id, 2);
    roster.isCrowd(201, (id) => id === cy.id);
    expect(state()).toEqual([201, 'Ana', 'Cy']);
    world.pass(60_000);
    expect(parted).toEqual([]);
  });
});
