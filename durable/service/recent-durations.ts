const minuteMs = 60 * 1000;
const minutes = 60;
/** A duration counts in the first of these that it does not exceed, in milliseconds. */
const bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, Number.POSITIVE_INFINITY] as const;

/** What was measured within the last hour. `p50Ms`, `p99Ms`: half of all, and 99 of 100, took no longer; null without any. */
export type DurationSummary = {
  count: number;
  failed: number;
  p50Ms: number | null;
  p99Ms: number | null;
};

type Minute = { at: number; counts: number[]; failed: number };

/**
 * How long something took within the last hour: a histogram for each minute of it, so that it costs the same whatever happens. In
 * memory, so of one isolate and since it began.
 */
export class RecentDurations {
  readonly #now: () => number;
  readonly #minutes: Minute[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  note(ms: number, isFailed: boolean): void {
    const minute = this.#minute();
    const bucket = bounds.findIndex((bound) => ms <= bound);
    minute.counts[bucket] = (minute.counts[bucket] ?? 0) + 1;
    if (isFailed) minute.failed += 1;
  }

  get summary(): DurationSummary {
    this.#forget();
    const counts = bounds.map((_, i) => sum(this.#minutes.map((minute) => minute.counts[i] ?? 0)));
    const failed = sum(this.#minutes.map((minute) => minute.failed));
    return { count: sum(counts), failed, p50Ms: within(counts, 0.5), p99Ms: within(counts, 0.99) };
  }

  #minute(): Minute {
    const at = Math.floor(this.#now() / minuteMs);
    const last = this.#minutes.at(-1);
    if (last?.at === at) return last;
    this.#forget();
    const next = { at, counts: bounds.map(() => 0), failed: 0 };
    this.#minutes.push(next);
    return next;
  }

  #forget(): void {
    const oldest = Math.floor(this.#now() / minuteMs) - minutes;
    while ((this.#minutes[0]?.at ?? oldest + 1) <= oldest) this.#minutes.shift();
  }
}

/** The least bound within which this part of all lies; the greatest that is a number for what lies beyond. */
function within(counts: readonly number[], part: number): number | null {
  const all = sum(counts);
  if (all === 0) return null;
  let seen = 0;
  const bucket = counts.findIndex((count) => {
    seen += count;
    return seen >= all * part;
  });
  const bound = bounds[bucket] ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(bound) ? bound : (bounds.at(-2) ?? null);
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
