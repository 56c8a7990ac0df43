import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../protocol/message.ts';
import { ana, bo, FakeWorld } from './fake-world.ts';
import { Roster } from './roster.ts';

const cy: Person = { id: 'cy-00000000000', name: 'Cy', guest: true };

let world: FakeWorld;
let roster: Roster;
let parted: string[];

beforeEach(() => {
  world = new FakeWorld();
  parted = [];
  roster = new Roster(world.ports, [ana, bo], ({ name }) => parted.push(name));
});

const names = () => roster.people.map(({ name }) => name);

describe('C8 who is here', () => {
  test('is who came, in that order, each once', () => {
    expect(roster.arrived(cy)).toBe(true);
    expect(roster.arrived(cy)).toBe(false);
    expect(names()).toEqual(['Ana', 'Bo', 'Cy']);
  });

  test('goes by their newest name, in their place', () => {
    expect(roster.arrived({ ...ana, name: 'Anna' })).toBe(false);
    expect(names()).toEqual(['Anna', 'Bo']);
  });
});

describe('C19 whoever had themselves forgotten', () => {
  const nobody: Person = { ...bo, name: '', left: true };

  test('has no name any more, and leaves', () => {
    expect(roster.arrived(nobody)).toBe(false);
    expect(names()).toEqual(['Ana', '']);
    roster.left(bo.id);
    world.pass(10_000);
    expect(names()).toEqual(['Ana']);
  });

  test('does not come', () => {
    expect(roster.arrived({ ...cy, name: '', left: true })).toBe(false);
    expect(names()).toEqual(['Ana', 'Bo']);
  });

  test('is not kept from leaving by it', () => {
    roster.left(bo.id);
    world.pass(5_000);
    roster.arrived(nobody);
    world.pass(5_000);
    expect(names()).toEqual(['Ana']);
  });
});

describe('C8 whoever leaves', () => {
  test('is still here for 10 s, and then gone', () => {
    roster.left(bo.id);
    world.pass(9_999);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
    world.pass(1);
    expect([names(), parted]).toEqual([['Ana'], ['Bo']]);
  });

  test('is not told of while there is no line, on which a return would be heard', () => {
    roster.left(bo.id);
    roster.pause();
    world.pass(60_000);
    expect(parted).toEqual([]);
    roster.welcome([ana, bo]);
    world.pass(60_000);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
    roster.left(bo.id);
    roster.pause();
    world.pass(60_000);
    roster.welcome([ana]);
    world.pass(0);
    expect([names(), parted]).toEqual([['Ana'], ['Bo']]);
  });

  test('and is back by then never left, nor came', () => {
    roster.left(bo.id);
    world.pass(9_999);
    expect(roster.arrived(bo)).toBe(false);
    world.pass(3_600_000);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
  });

  test('and comes back later has left and come', () => {
    roster.left(bo.id);
    world.pass(10_000);
    expect(roster.arrived(bo)).toBe(true);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], ['Bo']]);
  });

  test('twice leaves once, 10 s after the first time', () => {
    roster.left(bo.id);
    world.pass(5_000);
    roster.left(bo.id);
    world.pass(5_000);
    expect(parted).toEqual(['Bo']);
    world.pass(10_000);
    expect(parted).toEqual(['Bo']);
  });

  test('after a return gets the whole 10 s again', () => {
    roster.left(bo.id);
    world.pass(9_000);
    roster.arrived(bo);
    roster.left(bo.id);
    world.pass(9_999);
    expect(parted).toEqual([]);
    world.pass(1);
    expect(parted).toEqual(['Bo']);
  });

  test('is gone in time, whoever else leaves or returns meanwhile', () => {
    roster.arrived(cy);
    roster.left(bo.id);
    world.pass(4_000);
    roster.left(cy.id);
    world.pass(6_000);
    expect([names(), parted]).toEqual([['Ana', 'Cy'], ['Bo']]);
    world.pass(4_000);
    expect([names(), parted]).toEqual([['Ana'], ['Bo', 'Cy']]);
  });

  test('without having been here changes nothing', () => {
    const before = roster.people;
    roster.left(cy.id);
    world.pass(10_000);
    expect(roster.people).toBe(before);
    expect(parted).toEqual([]);
    expect(roster.arrived(cy)).toBe(true);
  });

  test('goes by a new name from the moment they return', () => {
    roster.left(bo.id);
    roster.arrived({ ...bo, name: 'Bodil' });
    expect(names()).toEqual(['Ana', 'Bodil']);
  });
});

describe('C8 a welcome', () => {
  test('says who is here, and who is not on it has 10 s to return', () => {
    roster.welcome([ana, cy]);
    expect(new Set(names())).toEqual(new Set(['Ana', 'Bo', 'Cy']));
    world.pass(10_000);
    expect([names(), parted]).toEqual([['Ana', 'Cy'], ['Bo']]);
  });

  test('after a restart, when all come back one by one, lets nobody leave or arrive', () => {
    roster.arrived(cy);
    roster.welcome([ana]);
    world.pass(3_000);
    expect(roster.arrived(cy)).toBe(false);
    world.pass(3_000);
    expect(roster.arrived(bo)).toBe(false);
    world.pass(10_000);
    expect(new Set(names())).toEqual(new Set(['Ana', 'Bo', 'Cy']));
    expect(parted).toEqual([]);
  });

  test('once more does not put off who is leaving already', () => {
    roster.welcome([ana]);
    world.pass(6_000);
    roster.welcome([ana]);
    world.pass(4_000);
    expect(parted).toEqual(['Bo']);
  });

  test('brings back who was leaving', () => {
    roster.left(bo.id);
    world.pass(5_000);
    roster.welcome([ana, bo]);
    world.pass(10_000);
    expect([names(), parted]).toEqual([['Ana', 'Bo'], []]);
  });
});
