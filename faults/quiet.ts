import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from './page.ts';

const patienceMs = 60_000;

/**
 * Waits until everybody is on line, has sent everything and holds everything. Returns who never got there, and
 * why, each in a sentence.
 */
export async function untilQuiet(pages: readonly Page[]): Promise<string[]> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    for (const page of pages) {
      page.dealWithFailures(false);
      page.fetchMore();
    }
    const newest = Math.max(...pages.map(({ chat }) => chat.timeline.upTo));
    const restless = pages.flatMap((page) => whatKeepsBusy(page, newest));
    if (restless.length === 0 || Date.now() > deadline) return restless;
    await sleep(50);
  }
}

function whatKeepsBusy({ name, chat }: Page, newest: number): string[] {
  const { connection, outbox, timeline } = chat;
  if (connection.is === 'stopped') return [`${name} gave up: ${connection.because}.`];
  if (connection.is !== 'live') return [`${name} is not on line, but ${connection.is}.`];
  if (outbox.unsent.length > 0) return [`${name} still has ${outbox.unsent.length} acts to send.`];
  if (timeline.upTo < newest) return [`${name} is live and holds ${timeline.upTo} of ${newest}.`];
  return timeline.gaps.length > 0
    ? [`${name} has a gap that does not fill: ${JSON.stringify(timeline.gaps)}.`]
    : [];
}
