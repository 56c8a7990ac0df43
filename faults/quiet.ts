import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultyPage } from './page.ts';
import type { Participant } from './person.ts';

/**
 * Waits until everybody is on line, has sent everything, keeps nothing unsent and has heard everything; and, where each page fetches
 * what is older, holds everything. Returns who never got there, and why, each in a sentence.
 */
export async function untilQuiet(
  people: readonly Participant[],
  patienceMs: number,
  fetches: boolean,
): Promise<string[]> {
  const pages = people.flatMap((person) => person.pages);
  const deadline = Date.now() + patienceMs;
  for (;;) {
    for (const page of pages) {
      page.dealWithFailures(false);
      if (fetches) page.fetchMore();
    }
    const newest = Math.max(...pages.map(({ chat }) => chat.timeline.upTo));
    const stores = await Promise.all(people.map(whatIsKept));
    const restless = [...pages.flatMap((page) => whatKeepsBusy(page, newest, fetches)), ...stores.flat()];
    if (restless.length === 0 || Date.now() > deadline) return restless;
    await sleep(50);
  }
}

// A store is slow: what a page has heard confirmed may stand there for a moment more.
async function whatIsKept({ name, store }: Participant): Promise<string[]> {
  const { length } = await store.load();
  return length > 0 ? [`${name}’s browser still keeps ${length} acts.`] : [];
}

function whatKeepsBusy({ name, chat }: FaultyPage, newest: number, fetches: boolean): string[] {
  const { connection, outbox, timeline } = chat;
  if (connection.is === 'stopped') return [`${name} gave up: ${connection.because}.`];
  if (connection.is !== 'live') return [`${name} is not on line, but ${connection.is}.`];
  if (outbox.unsent.length > 0) return [`${name} still has ${outbox.unsent.length} acts to send.`];
  if (timeline.upTo < newest) return [`${name} is live and holds ${timeline.upTo} of ${newest}.`];
  if (!fetches) return [];
  if (timeline.gaps.length > 0)
    return [`${name} has a gap that does not fill: ${JSON.stringify(timeline.gaps)}.`];
  // A client of the version before knows of no threads.
  const { root = 0, timeline: thread } = chat.thread ?? {};
  // What it hung on may be lost since the room was restored.
  const isThere = timeline.find(root)?.thread !== undefined;
  const isWhole = thread?.gaps.length === 0 && thread.messages.length > 0;
  return isThere && thread && !isWhole ? [`${name} lacks something of the thread of ${root}.`] : [];
}
