import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import type { Message, Person, Reaction } from './message.ts';
import { reactedBy, type Toggle, toggled } from './reactions.ts';

const person = (n: number): Person => ({ id: `person-${n}-000`, name: `P${n}`, kind: 'guest' });
const [ana, bo] = [person(1), person(2)];
const left = (...toggles: Toggle[]) => toggles.reduce<Reaction[]>((all, toggle) => toggled(all, toggle), []);
const on = (by: Person, emoji: string): Toggle => ({ by, emoji, on: true });
const off = (by: Person, emoji: string): Toggle => ({ by, emoji, on: false });

describe('J4 the reactions of a message', () => {
  test('stand in the order of their first use, with who they are, and go with the last of them', () => {
    expect(left(on(ana, '👍'), on(bo, '🎉'), on(bo, '👍'))).toEqual([
      { emoji: '👍', n: 2, by: [ana, bo] },
      { emoji: '🎉', n: 1, by: [bo] },
    ]);
    expect(
      left(on(ana, '👍'), on(bo, '🎉'), off(ana, '👍'), on(ana, '👍')).map(({ emoji }) => emoji),
    ).toEqual(['🎉', '👍']);
    expect(left(on(ana, '👍'), off(ana, '👍'))).toEqual([]);
  });

  test('of one emoji in two spellings there is one, as it was first sent', () => {
    expect(left(on(ana, '👁️‍🗨️'), on(bo, '👁‍🗨'))).toEqual([{ emoji: '👁️‍🗨️', n: 2, by: [ana, bo] }]);
    expect(left(on(ana, '👁️‍🗨️'), off(ana, '👁‍🗨'))).toEqual([]);
  });

  test('name no more than those who came first, and whoever looks', () => {
    const many = Array.from({ length: limits.reactorsNamed + 2 }, (_, n) => person(n));
    const [one] = left(...many.map((by) => on(by, '👍')));
    expect(one).toEqual({ emoji: '👍', n: many.length, by: many.slice(0, limits.reactorsNamed) });
    const last = many.at(-1) as Person;
    const [seen] = toggled(
      [{ ...(one as Reaction), n: one?.n as number }],
      on(person(99), '👍'),
      person(99).id,
    );
    expect(seen?.by).toEqual([...many.slice(0, limits.reactorsNamed), person(99)]);
    expect(toggled([one as Reaction], off(last, '👍'))).toEqual([{ ...one, n: many.length - 1 }]);
  });

  test('name the same for whoever looks on as for whoever comes later, but for themselves', () => {
    const eleven = Array.from({ length: limits.reactorsNamed + 1 }, (_, n) => person(n));
    const you = eleven.at(-1) as Person;
    const doing = [
      ...eleven.map((by) => on(by, '👍')),
      off(person(2), '👍'),
      on(person(50), '👍'),
      off(person(3), '👍'),
      off(person(4), '👍'),
      on(person(51), '👍'),
    ];
    const stored = left(...doing);
    const seen = doing.reduce<Reaction[]>((all, toggle) => toggled(all, toggle, you.id), []);
    const others = (all: Reaction[]) =>
      all.map(({ by, ...rest }) => ({ ...rest, by: by.filter(({ id }) => id !== you.id) }));
    expect(others(seen)).toEqual(others(stored));
    expect(seen[0]?.by).toContainEqual(you);
  });

  test('are as many as there are people who react, whatever they do', () => {
    const emojis = ['👍', '❤️', '😂'];
    const doing = fc.tuple(fc.nat(15), fc.constantFrom(...emojis));
    fc.assert(
      fc.property(fc.array(doing, { maxLength: 60 }), (doings) => {
        const now = new Map<string, Set<number>>();
        let reactions: Reaction[] = [];
        for (const [n, emoji] of doings) {
          const who = now.get(emoji) ?? new Set<number>();
          const isOn = !who.has(n);
          if (isOn) who.add(n);
          else who.delete(n);
          now.delete(emoji);
          if (who.size > 0) now.set(emoji, who);
          reactions = toggled(reactions, { by: person(n), emoji, on: isOn });
        }
        expect(new Map(reactions.map(({ emoji, n }) => [emoji, n]))).toEqual(
          new Map([...now].map(([emoji, who]) => [emoji, who.size])),
        );
        for (const { emoji, n, by } of reactions) {
          expect(by.length).toBeLessThanOrEqual(n);
          for (const { id } of by)
            expect([...(now.get(emoji) ?? [])].map((one) => person(one).id)).toContain(id);
        }
      }),
      { seed: 5 },
    );
  });
});

test('J3 a message takes each reaction once, at its place', () => {
  const message: Message = { seq: 1, id: 'message-001', by: ana, text: 'hi', at: 1 };
  const reacted = reactedBy(message, { ...on({ ...bo, role: 'owner' }, '👍'), seq: 2 });
  expect(reacted).toEqual({ ...message, changed: 2, reactions: [{ emoji: '👍', n: 1, by: [bo] }] });
  expect(reactedBy(reacted, { ...on(bo, '👍'), seq: 2 })).toBe(reacted);
  expect(reactedBy(reacted, { ...off(bo, '👍'), seq: 3 })).toEqual({ ...message, changed: 3 });
});
