import { describe, expect, test, vi } from 'vitest';
import type { Person } from '../protocol/message.ts';
import { Typing } from './typing.ts';

const person = (name: string): Person => ({ id: `${name}-0000000`, name, kind: 'guest' });

function world() {
  vi.useFakeTimers();
  const changed = vi.fn();
  const typing = new Typing(
    {
      after(ms, callback) {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
    },
    changed,
  );
  return { typing, changed, names: () => typing.people.map(({ name }) => name) };
}

describe('R10 somebody is shown to be writing', () => {
  test('for six seconds after they last were', () => {
    const { typing, names } = world();
    typing.writes(person('ana'));
    vi.advanceTimersByTime(3_000);
    typing.writes(person('bo'));
    typing.writes(person('ana'));
    expect(names()).toEqual(['ana', 'bo']);
    vi.advanceTimersByTime(5_999);
    expect(names()).toEqual(['ana', 'bo']);
    vi.advanceTimersByTime(1);
    expect(names()).toEqual([]);
  });

  test('until they have said it', () => {
    const { typing, changed, names } = world();
    typing.writes(person('ana'));
    typing.ends('ana-0000000');
    expect(names()).toEqual([]);
    expect(changed).toHaveBeenCalledTimes(2);
    typing.ends('ana-0000000');
    vi.advanceTimersByTime(10_000);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
