import type { Way } from './line.ts';
import type { Ending } from './page.ts';
import { Random } from './random.ts';

/** What happens to the line of one page. */
export type ToLine =
  | { do: 'cut'; outageMs: number }
  | { do: 'half-close'; way: Way }
  | { do: 'stall'; ways: Way[]; ms: number }
  | { do: 'delay'; latestMs: number; ms: number }
  | { do: 'reorder'; heldMs: number; pieces: number };

/** What happens to one page of one person. */
export type ToPage =
  | ToLine
  | { do: 'say'; times: number }
  /** One message, once or several times, to other words or to the same. */
  | { do: 'edit'; which: number; to: ('same words' | 'other words')[] }
  | { do: 'delete'; which: number }
  /** To any message that is shown, with one of a few emoji. */
  | { do: 'react'; which: number; emoji: number; on: boolean }
  | { do: 'settle'; again: boolean }
  | { do: 'scroll' }
  | { do: 'nudge' }
  | { do: 'page closed'; ending: Ending; reopenMs: number; rendered: boolean }
  | { do: 'page asleep'; ms: number };

/** What happens to a person, whichever pages are open; and to the room. */
export type ToPerson =
  | { do: 'page opened'; rendered: boolean }
  | { do: 'rename' }
  /** By whoever owns the room, of what their page shows. */
  | { do: 'pin'; which: number; on: boolean };
export type ToRoom =
  | { do: 'evict' | 'abort' | 'abort-after-next-act' }
  | { do: 'fail-a-write'; nth: number }
  | { do: 'kill'; downMs: number }
  /** Killed, and started again over what it held some time before. */
  | { do: 'restore'; isKilled: boolean; lostMs: number; downMs: number };

export type What = ToPage | ToPerson | ToRoom;

/** `who` and `page`, from 0 up to 1, choose among the persons, and among the pages open then. */
export type ScheduledStep = { atMs: number; who: number; page: number; what: What };

/**
 * `intensity`: how many times as much as usual is done, and goes wrong, in a minute. `pins`: how often something is pinned, or no
 * longer.
 */
export type Size = { minutes: number; clients: number; intensity: number; pins: number };

type Rate = { perMinute: number; draw: (random: Random) => What };

/**
 * Everything that will happen, and when: from the seed alone. What is hit by it, and how the network behaves
 * meanwhile, is not: no two runs are quite the same.
 */
export function scheduleOf(seed: number, size: Size): ScheduledStep[] {
  const random = new Random(seed);
  const steps = ratesFor(size).flatMap((rate, i) =>
    spread(rate, size.minutes * 60_000, random.fork(`rate ${i}`)),
  );
  return steps.sort((a, b) => a.atMs - b.atMs);
}

function ratesFor({ clients, intensity, pins }: Size): Rate[] {
  const perRoom = (perMinute: number, draw: Rate['draw']) => ({ perMinute: perMinute * intensity, draw });
  const perClient = (perMinute: number, draw: Rate['draw']) => perRoom(perMinute * clients, draw);
  return [
    perClient(32, (r) => ({ do: 'say', times: r.between(1, 3) })),
    perClient(8, (r) => ({ do: 'edit', which: recent(r), to: edits(r) })),
    perClient(5, (r) => ({ do: 'delete', which: recent(r) })),
    perClient(6, (r) => ({ do: 'settle', again: r.chance(0.3) })),
    perClient(4, () => ({ do: 'scroll' })),
    perClient(2, () => ({ do: 'nudge' })),
    perClient(4.5, (r) => ({
      do: 'cut',
      outageMs: r.chance(0.2) ? r.between(500, 6_000) : r.between(0, 300),
    })),
    perClient(2, (r) => ({ do: 'half-close', way: r.pick(['up', 'down']) })),
    perClient(2.5, (r) => ({
      do: 'stall',
      ways: r.pick([['up'], ['down'], ['up', 'down']]),
      ms: r.between(50, 2_500),
    })),
    perClient(2.5, (r) => ({ do: 'delay', latestMs: r.between(5, 250), ms: r.between(200, 4_000) })),
    perClient(3, (r) => ({ do: 'reorder', heldMs: r.between(20, 500), pieces: r.between(1, 6) })),
    perClient(2.5, (r) => ({
      do: 'page closed',
      ending: r.pick(['closes', 'crashes', 'with bytes under way']),
      reopenMs: r.between(0, 3_000),
      rendered: r.chance(0.5),
    })),
    perClient(1.5, (r) => ({ do: 'page asleep', ms: r.between(50, 4_000) })),
    perClient(0.5, () => ({ do: 'rename' })),
    perClient(1.5, (r) => ({ do: 'page opened', rendered: r.chance(0.5) })),
    perClient(10, (r) => ({ do: 'react', which: recent(r), emoji: r.below(3), on: r.chance(0.6) })),
    perRoom(12, () => ({ do: 'evict' })),
    perRoom(4, () => ({ do: 'abort' })),
    perRoom(6, () => ({ do: 'abort-after-next-act' })),
    perRoom(12, (r) => ({ do: 'fail-a-write', nth: r.pick([1, 2, 2, 2, 3]) })),
    perRoom(2, (r) => ({ do: 'kill', downMs: r.between(0, 2_500) })),
    perRoom(1.5, (r) => ({
      do: 'restore',
      isKilled: r.chance(0.5),
      lostMs: r.between(100, 1_500),
      downMs: r.between(0, 500),
    })),
    perRoom(pins, (r) => ({ do: 'pin', which: recent(r), on: r.chance(0.7) })),
  ];
}

// One in each of as many equal parts of the time, so that a short run gets its share of the rare ones too.
function spread({ perMinute, draw }: Rate, lengthMs: number, random: Random): ScheduledStep[] {
  const times = perMinute === 0 ? 0 : Math.max(1, Math.round((perMinute * lengthMs) / 60_000));
  return Array.from({ length: times }, (_, i) => ({
    atMs: ((i + random.next()) / times) * lengthMs,
    who: random.next(),
    page: random.next(),
    what: draw(random),
  }));
}

// Mostly what was said just now, and sometimes what was said long ago.
function recent(random: Random): number {
  return 1 - random.next() ** 3;
}

function edits(random: Random): ('same words' | 'other words')[] {
  return Array.from({ length: random.between(1, 4) }, () =>
    random.chance(0.4) ? 'same words' : 'other words',
  );
}
