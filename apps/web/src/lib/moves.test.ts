import { describe, expect, test } from 'vitest';
import type { Person } from '../../../../protocol/message.ts';
import { type Moves, withMove } from './moves.ts';

const [ana, bo, chen] = ['Ana', 'Bo', 'Chen'].map(
  (name): Person => ({ id: `${name}-0000000000`, name, kind: 'guest' }),
) as [Person, Person, Person];
const came = (person: Person) => ({ t: 'arrived', person }) as const;
const left = (person: Person) => ({ t: 'left', person }) as const;

describe('U62 who comes and goes', () => {
  test('between two messages is told together', () => {
    expect(pause(5, came(ana), came(bo), left(chen))).toEqual([{ after: 5, came: [ana, bo], left: [chen] }]);
  });

  test('after another message is told apart', () => {
    const first = pause(5, came(ana));
    expect(withMove(first, came(bo), 6)).toEqual([...first, { after: 6, came: [bo], left: [] }]);
  });

  test('and goes again, or comes back, is not told', () => {
    expect(pause(5, came(ana), left(ana))).toEqual([]);
    expect(pause(5, left(ana), came(ana))).toEqual([]);
    expect(pause(5, left(ana), came(ana), left(ana))).toEqual([{ after: 5, came: [], left: [ana] }]);
    expect(pause(5, came(bo), left(ana), came(ana))).toEqual([{ after: 5, came: [bo], left: [] }]);
  });

  test('is told once for each pause, in their order, also when fewer words are on their way than before', () => {
    const all = withMove(withMove(after11(), came(chen), 10), left(bo), 11);
    expect(all).toEqual([
      { after: 10, came: [chen], left: [] },
      { after: 11, came: [ana], left: [bo] },
    ]);
  });

  test('is kept for the last pauses only', () => {
    let all: readonly Moves[] = [];
    for (let seq = 0; seq < 500; seq += 1) all = withMove(all, came(ana), seq);
    expect(all.length).toBeLessThanOrEqual(50);
    expect(all.at(-1)?.after).toBe(499);
  });
});

const after11 = () => withMove([], came(ana), 11);

function pause(seq: number, ...moves: Parameters<typeof withMove>[1][]): readonly Moves[] {
  return moves.reduce((all: readonly Moves[], move) => withMove(all, move, seq), []);
}
