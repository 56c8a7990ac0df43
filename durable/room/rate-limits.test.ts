import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../protocol/limits.ts';
import { type ActRef, type From, RateLimits } from './rate-limits.ts';

const { actsAtOnce, actsPerSecond, pagesAtOnce, pagesPerSecond, refusalsInARow, hereAtOnce, herePerHour } =
  limits;
const actMs = 1_000 / actsPerSecond;
// The same runs every time, unless the environment's SEED asks for others. A failure prints its seed.
const runs = { numRuns: 300, seed: Number(process.env['SEED'] ?? 5) };

describe('L11 how fast somebody may act', () => {
  test('is so much at once, and then so much a second', () => {
    const { rates, clock } = from(0);
    expect(many(actsAtOnce, (n) => rates.act('ana', `act ${n}`))).toEqual(all(actsAtOnce, undefined));
    expect(rates.act('ana', 'next')).toEqual({ retryAfterMs: actMs, tooMany: false });
    clock.now += actMs - 1;
    expect(rates.act('ana', 'next')).toEqual({ retryAfterMs: 1, tooMany: false });
    clock.now += 1;
    expect(rates.act('ana', 'next')).toBeUndefined();
    expect(rates.act('ana', 'after that')).toEqual({ retryAfterMs: actMs, tooMany: false });
  });

  test('is the same for pages, which count by themselves', () => {
    const { rates, clock } = from(0);
    expect(many(pagesAtOnce, () => rates.page('ana'))).toEqual(all(pagesAtOnce, undefined));
    expect(rates.page('ana')).toEqual({ retryAfterMs: 1_000 / pagesPerSecond, tooMany: false });
    expect(rates.act('ana', 'act')).toBeUndefined();
    clock.now += 1_000 / pagesPerSecond;
    expect(rates.page('ana')).toBeUndefined();
  });

  test('is each one’s own', () => {
    const { rates } = from(0);
    many(actsAtOnce + 1, (n) => rates.act('ana', `act ${n}`));
    expect(rates.act('bo', 'act')).toBeUndefined();
  });

  test('whenever acts and pages come, is never more than that, and never less', () => {
    const tries = fc.array(fc.tuple(fc.nat(2_000), fc.integer({ min: 1, max: 30 })), { maxLength: 80 });
    fc.assert(
      fc.property(tries, fc.boolean(), (tries, isPage) => {
        const { rates, clock } = from(1_750_000_000_000);
        const [atOnce, tokenMs] = isPage
          ? [pagesAtOnce, 1_000 / pagesPerSecond]
          : [actsAtOnce, 1_000 / actsPerSecond];
        const accepted: number[] = [];
        // What is left, counted the slow way.
        let left: number = atOnce;
        for (const [afterMs, times] of tries) {
          clock.now += afterMs;
          left = Math.min(atOnce, left + afterMs / tokenMs);
          for (let i = 0; i < times; i += 1) {
            const refused = isPage ? rates.page('ana') : rates.act('ana', 'the same one');
            if ((refused === undefined) !== left > 1 - 1e-6) expect.fail(`${left} left at ${clock.now}`);
            if (refused) {
              expect(Math.abs(refused.retryAfterMs - (1 - left) * tokenMs)).toBeLessThan(1);
              break;
            }
            accepted.push(clock.now);
            left -= 1;
          }
        }
        const rateLimited = accepted.some((from, first) =>
          accepted.slice(first).some((upTo, others) => others + 1 > atOnce + (upTo - from) / tokenMs),
        );
        expect(rateLimited).toBe(false);
      }),
      runs,
    );
  });

  test('does not suffer from a clock that is set back', () => {
    const { rates, clock } = from(7_200_000);
    many(actsAtOnce + 1, (n) => rates.act('ana', `act ${n}`));
    clock.now = 0;
    expect(rates.act('ana', 'another')).toEqual({ retryAfterMs: actMs, tooMany: false });
    clock.now = actMs;
    expect(rates.act('ana', 'another')).toBeUndefined();
  });
});

describe('L12 an act that was refused keeps its turn', () => {
  test('so that none from behind it overtakes it', () => {
    const { rates, clock } = refusedAt(0);
    clock.now = 5_000;
    expect(rates.act('ana', 'behind')).toEqual({ retryAfterMs: actMs, tooMany: false });
    expect(rates.page('ana')).toBeUndefined();
    expect(rates.act('ana', 'first')).toBeUndefined();
    expect(rates.act('ana', 'behind')).toBeUndefined();
  });

  test('until 10 s after it could have been accepted', () => {
    const { rates, clock } = refusedAt(0);
    clock.now = actMs + 10_000;
    expect(rates.act('ana', 'behind')).toBeDefined();
    clock.now += 1;
    expect(rates.act('ana', 'behind')).toBeUndefined();
    expect(rates.act('ana', 'first')).toBeUndefined();
  });

  test('and so does each that was refused because of that, in order', () => {
    const { rates, clock } = refusedAt(0);
    clock.now = 5_000;
    for (const act of ['one', 'two', 'three']) expect(rates.act('ana', act)).toBeDefined();
    expect(rates.act('ana', 'first')).toBeUndefined();
    for (const act of ['two', 'three', 'one']) {
      expect(rates.act('ana', act) === undefined).toBe(act === 'one');
    }
    for (const act of ['two', 'three', 'four']) expect(rates.act('ana', act)).toBeUndefined();
  });

  test('and so, for as long, does the next when the first was accepted', () => {
    const { rates, clock } = refusedAt(0);
    clock.now = 5_000;
    expect(rates.act('ana', 'behind')).toBeDefined();
    clock.now = 10_000;
    expect(rates.act('ana', 'first')).toBeUndefined();
    expect(rates.act('ana', 'new')).toBeDefined();
    clock.now = 15_000;
    expect(rates.act('ana', 'new')).toBeDefined();
    expect(rates.act('ana', 'behind')).toBeUndefined();
    expect(rates.act('ana', 'new')).toBeUndefined();
  });

  test('but when the first did not come in time, nobody holds up anybody, and a sender who keeps the order is heard in it', () => {
    const { rates, clock } = refusedAt(0);
    for (const ms of [100, 5_000]) {
      clock.now = ms;
      expect(rates.act('ana', 'behind')).toBeDefined();
    }
    clock.now = actMs + 10_001;
    for (const act of ['first', 'behind', 'new']) expect(rates.act('ana', act)).toBeUndefined();
  });

  test('so that whoever drops what was refused and goes on with what is new is locked out for ten seconds at most', () => {
    const { rates, clock } = refusedAt(0);
    const accepted = many(60, () => {
      clock.now += 2_000;
      return [clock.now, rates.act('ana', `new at ${clock.now}`) === undefined] as const;
    }).filter(([, was]) => was);
    expect(accepted[0]?.[0]).toBeLessThanOrEqual(actMs + 10_000 + 2_000);
    expect(accepted).toHaveLength(60 - 5);
  });

  test('again when it went on and came to nothing', () => {
    const { rates, clock } = refusedAt(0);
    for (const act of ['one', 'two']) expect(rates.act('ana', act)).toBeDefined();
    clock.now = actMs;
    expect(rates.act('ana', 'first')).toBeUndefined();
    expect(rates.act('ana', 'first')).toBeDefined();
    expect(rates.act('ana', 'one')).toBeDefined();
    clock.now = 2 * actMs;
    expect(rates.act('ana', 'one')).toBeDefined();
    expect(rates.act('ana', 'first')).toBeUndefined();
    clock.now = 4 * actMs;
    expect(rates.act('ana', 'first')).toBeUndefined();
    expect(rates.act('ana', 'one')).toBeUndefined();
  });

  test('but no more of them than one client has under way, and another: whoever has more keeps no order', () => {
    const { rates, clock } = refusedAt(0);
    many(limits.actsUnderWay * 2 - 1, (n) => expect(rates.act('ana', `behind ${n}`)).toBeDefined());
    clock.now = 5_000;
    expect(rates.act('ana', 'behind 1')).toBeDefined();
    expect(rates.act('ana', 'one too many')).toBeUndefined();
    expect(rates.act('ana', 'behind 1')).toBeUndefined();
  });

  const line = {};
  const behind = (rates: RateLimits, from: From) => rates.act('ana', 'behind', from) === undefined;

  test('but it is given up by whoever goes on although they have heard of the refusal', () => {
    const { rates, clock } = refusedAt(0, { line, seen: 7, head: 9 });
    clock.now = 1_000;
    expect(behind(rates, { line, seen: 9, head: 9 })).toBe(false);
    expect(rates.act('ana', 'from another line', { line: {}, seen: 10, head: 10 })).toBeDefined();
    expect(rates.act('ana', 'and of no line', { seen: 10, head: 10 })).toBeDefined();
    expect(rates.act('ana', 'new', { line, seen: 10, head: 10 })).toBeDefined();
  });

  test('and so are all that were refused by then', () => {
    const { rates, clock } = refusedAt(0, { line, seen: 7, head: 9 });
    expect(behind(rates, { line, seen: 8, head: 9 })).toBe(false);
    clock.now = 1_000;
    expect(rates.act('ana', 'new', { line, seen: 10, head: 10 })).toBeUndefined();
  });

  test('and when its line has ended', () => {
    const { rates, clock } = refusedAt(0, { line });
    clock.now = 1_000;
    rates.lineEnded('ana', {});
    rates.lineEnded('bo', line);
    expect(behind(rates, {})).toBe(false);
    rates.lineEnded('ana', line);
    expect(behind(rates, {})).toBe(true);
  });

  test('and when its sender says so', () => {
    const { rates, clock } = refusedAt(0, { session: 'phone' });
    clock.now = 1_000;
    expect(rates.cancel('ana', 'first', { session: 'laptop' })).toBe(false);
    expect(behind(rates, { session: 'phone' })).toBe(false);
    expect(rates.cancel('ana', 'first', { session: 'phone' })).toBe(true);
    expect(rates.cancel('ana', 'first', { session: 'phone' })).toBe(false);
    expect(rates.cancel('bo', 'first')).toBe(false);
    expect(behind(rates, { session: 'phone' })).toBe(true);
  });

  test('and it holds up none of another session: another device waits for nothing but the pace', () => {
    const { rates, clock } = refusedAt(0, { session: 'phone' });
    clock.now = 1_000;
    expect(behind(rates, { session: 'laptop' })).toBe(true);
    expect(rates.act('ana', 'new', { session: 'phone' })).toBeDefined();
    expect(rates.act('ana', 'first', { session: 'phone' })).toBeUndefined();
  });

  test('so that whoever sends again what was refused, and all that was behind it, is heard in order', () => {
    // A line that is slower than 5 s is given up by its client.
    const mostMs = fc.constantFrom(0, 50, 500, 2_000, 5_000);
    const delays = fc.infiniteStream(fc.nat(1_000));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), mostMs, delays, (acts, mostMs, delays) => {
        const sender = new Sender(acts, () => ((delays.next().value ?? 0) * mostMs) / 1_000);
        expect(sender.heard).toEqual(Array.from({ length: acts }, (_, n) => `act ${n}`));
      }),
      runs,
    );
  });
});

describe('L11 what is not sent again by itself', () => {
  test('waits for no turn, and takes none', () => {
    const { rates, clock } = refusedAt(0);
    expect(rates.once('ana')).toEqual({ retryAfterMs: actMs, tooMany: false });
    clock.now = actMs;
    expect(rates.once('ana')).toBeUndefined();
    clock.now = 2 * actMs;
    expect(rates.act('ana', 'behind')).toBeDefined();
    expect(rates.act('ana', 'first')).toBeUndefined();
  });
});

describe('M4 how often somebody may go by another name', () => {
  test('is as often as they may act, also when they were gone in between, and others acted', () => {
    const { rates, clock } = from(0);
    const taken = many(actsAtOnce + 5, (n) => {
      rates.act('bo', `act ${n}`);
      clock.now += 1;
      const before = rates.nameOf('ana') ?? 'Ana';
      return rates.name('ana', before === 'Ana' ? 'Anna' : 'Ana', before) === undefined;
    });
    expect(taken.filter(Boolean)).toHaveLength(actsAtOnce);
    expect(rates.act('ana', 'act')).toBeDefined();
  });

  test('and ten seconds later nothing is known of it', () => {
    const { rates, clock } = from(0);
    rates.name('ana', 'Ana', 'Ana');
    clock.now = 9_999;
    rates.act('bo', 'act');
    expect(rates.nameOf('ana')).toBe('Ana');
    clock.now = 10_000;
    rates.act('bo', 'act');
    expect(rates.nameOf('ana')).toBeUndefined();
  });
});

describe('T8 how often somebody may call everybody', () => {
  const act = (n: number): ActRef => ({ t: 'say', id: `call ${n}`, after: n });
  const callMs = 3_600_000 / herePerHour;

  test('is so often at once, and then so often an hour, apart from acts and pages', () => {
    const { rates, clock } = from(0);
    expect(many(hereAtOnce + 1, (n) => rates.call('ana', act(n)))).toEqual([...all(hereAtOnce, true), false]);
    expect([rates.call('bo', act(0)), rates.act('ana', 'act'), rates.page('ana')]).toEqual([
      true,
      undefined,
      undefined,
    ]);
    clock.now += callMs - 1;
    expect(rates.call('ana', act(8))).toBe(false);
    clock.now += 1;
    expect([rates.call('ana', act(9)), rates.call('ana', act(10))]).toEqual([true, false]);
  });

  test('counts an act that was counted last not again, and one that was refused when it comes again', () => {
    const { rates, clock } = from(0);
    many(hereAtOnce, (n) => rates.call('ana', act(n)));
    expect(many(hereAtOnce + 1, (n) => rates.call('ana', act(n)))).toEqual([...all(hereAtOnce, true), false]);
    expect(rates.call('ana', { ...act(0), t: 'edit' })).toBe(false);
    clock.now += callMs;
    expect(rates.call('ana', act(hereAtOnce))).toBe(true);
  });

  test('is known until it could be done as often at once again', () => {
    const { rates, clock } = from(0);
    rates.call('ana', act(1));
    clock.now = callMs - 1;
    rates.act('bo', 'act');
    expect(rates.size).toBe(2);
    clock.now = callMs + 10_000;
    rates.act('bo', 'act');
    expect(rates.size).toBe(1);
  });
});

describe('L13 whoever does not heed a refusal', () => {
  test('is told when it was one too many in a row', () => {
    const { rates } = refusedAt(0);
    const refused = many(refusalsInARow, (n) => rates.act('ana', `more ${n}`));
    expect(refused.map((one) => one?.tooMany)).toEqual([...all(refusalsInARow - 1, false), true]);
  });

  test('starts anew once something was accepted', () => {
    const { rates, clock } = refusedAt(0);
    many(refusalsInARow - 1, (n) => rates.act('ana', `more ${n}`));
    clock.now = actMs;
    expect(rates.act('ana', 'first')).toBeUndefined();
    expect(rates.act('ana', 'more')).toMatchObject({ tooMany: false });
  });

  test('also with pages', () => {
    const { rates } = from(0);
    many(pagesAtOnce, () => rates.page('ana'));
    const refused = many(refusalsInARow + 1, () => rates.page('ana'));
    expect(refused.findIndex((one) => one?.tooMany)).toBe(refusalsInARow);
  });
});

describe('L14 of whom nothing is held', () => {
  test('nothing is remembered', () => {
    const { rates, clock } = from(0);
    for (let n = 0; n < 10_000; n += 1) {
      rates.act(`somebody ${n}`, 'act');
      clock.now += actMs / 4;
    }
    expect(rates.size).toBeLessThanOrEqual(5);
  });

  test('but whose bucket is not full, or whose act has its turn, is', () => {
    const { rates, clock } = refusedAt(0);
    clock.now = actMs + 10_000;
    rates.act('bo', 'act');
    expect(rates.act('ana', 'behind')).toBeDefined();
    clock.now = 21_000;
    rates.act('bo', 'act');
    expect(rates.size).toBe(1);
  });
});

function from(now: number) {
  const clock = { now };
  return { clock, rates: new RateLimits(() => clock.now) };
}

/** Ana has used up what there is at once, and one act more was refused. */
function refusedAt(now: number, by: From = {}) {
  const made = from(now);
  many(actsAtOnce, (n) => made.rates.act('ana', `act ${n}`, by));
  expect(made.rates.act('ana', 'first', by)).toBeDefined();
  return made;
}

function many<T>(times: number, call: (n: number) => T): T[] {
  return Array.from({ length: times }, (_, n) => call(n));
}

function all<T>(times: number, one: T): T[] {
  return Array.from({ length: times }, () => one);
}

/**
 * Sends its acts in order, some at a time, over a line that keeps the order and delays as it likes. After a refusal
 * it hears all answers that are still on their way, and sends those that were refused one by one.
 */
class Sender {
  readonly heard: string[] = [];
  readonly #delay: () => number;
  readonly #clock = { now: 0 };
  readonly #rates = new RateLimits(() => this.#clock.now);
  readonly #happenings: { at: number; happen: () => void }[] = [];
  readonly #waiting: string[];
  readonly #refused: string[] = [];
  readonly #patient = new Set<string>();
  #underWay = 0;
  #lastUp = 0;
  #lastDown = 0;
  #notBefore = 0;

  constructor(acts: number, delay: () => number) {
    this.#delay = delay;
    this.#waiting = many(acts, (n) => `act ${n}`);
    this.#send();
    for (let next = this.#next(); next; next = this.#next()) {
      this.#clock.now = next.at;
      next.happen();
    }
  }

  #next() {
    this.#happenings.sort((a, b) => a.at - b.at);
    return this.#happenings.shift();
  }

  #send(): void {
    if (this.#clock.now < this.#notBefore || (this.#refused.length > 0 && this.#underWay > 0)) return;
    this.#waiting.unshift(...this.#refused.splice(0));
    const most = this.#patient.size > 0 ? 1 : limits.actsUnderWay;
    for (const act of this.#waiting.splice(0, Math.max(0, most - this.#underWay))) {
      this.#underWay += 1;
      this.#lastUp = Math.max(this.#lastUp, this.#clock.now + this.#delay());
      this.#happenings.push({ at: this.#lastUp, happen: () => this.#arrive(act) });
    }
  }

  #arrive(act: string): void {
    const refused = this.#rates.act('ana', act);
    if (!refused) this.heard.push(act);
    this.#lastDown = Math.max(this.#lastDown, this.#clock.now + this.#delay());
    this.#happenings.push({ at: this.#lastDown, happen: () => this.#answered(act, refused?.retryAfterMs) });
  }

  #answered(act: string, retryAfterMs: number | undefined): void {
    this.#underWay -= 1;
    if (retryAfterMs === undefined) {
      this.#patient.delete(act);
    } else {
      this.#patient.add(act);
      this.#refused.push(act);
      this.#notBefore = Math.max(this.#notBefore, this.#clock.now + retryAfterMs);
      this.#happenings.push({ at: this.#notBefore, happen: () => this.#send() });
    }
    this.#send();
  }
}
