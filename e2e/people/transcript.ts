import { expect, type Locator } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What was said in the room, or in the thread that is open beside it, as it stands in the list. */
export function transcript({ name: person, page }: Tab, of: 'room' | 'thread' = 'room') {
  const log = page.getByRole('log', {
    name: of === 'room' ? /^Messages in (?!the thread$)/ : 'Messages in the thread',
  });
  const rows = log.getByRole('article');

  const rowsOf = (from?: string): Locator => {
    const name = from === person ? 'You' : from;
    return name ? rows.filter({ has: page.locator('header').getByText(name, { exact: true }) }) : rows;
  };

  const transcript = {
    /** Where the room begins, above the first words. */
    beginning: log.locator('.beginning'),

    async beginningTop(): Promise<number> {
      return (await log.locator('.beginning').boundingBox())?.y ?? Number.NaN;
    },

    log,

    /** All that somebody said without a break stands in one row under their name. */
    rows,

    /** What was said, one message each, without what is gone. */
    messages: rows.locator('p[dir]'),

    /** Who said these words, as it stands above them. */
    signatureOf: (text: string) => rows.filter({ hasText: text }).locator('header'),

    /** The place in the list where these words stand. */
    words(text: string, from?: string): Locator {
      const words = page.getByText(text, { exact: true });
      return rowsOf(from).locator('p[dir], p[dir] > span').and(words);
    },

    /** These words with what can be done about them. */
    lineOf(text: string): Locator {
      const words = page.getByText(text, { exact: true });
      return log.locator('.line').filter({ has: page.locator(':not(.quote, .quote *)').and(words) });
    },

    /** Sees when these words were said, by pointing at them. */
    async seesTimeOf(text: string, time: RegExp): Promise<void> {
      await expect(transcript.lineOf(text).locator('> div').first()).toHaveAttribute('title', time);
    },

    /** When these words were said, as it stands above them. */
    async timeOf(text: string): Promise<string | null> {
      return transcript.lineOf(text).locator('> div').first().getAttribute('title');
    },

    /** What the list holds, from top to bottom. */
    async transcript(): Promise<string[]> {
      return transcript.messages.evaluateAll((lines) =>
        lines.map((line) => (line.querySelector('span') ?? line).textContent ?? ''),
      );
    },

    async seesTranscript(texts: string[]): Promise<void> {
      await expect.poll(transcript.transcript, `what ${person} reads`).toEqual(texts);
    },

    /** Sees these very words, once or so many times, from somebody in particular if one is named. */
    async sees(text: string, { from, times = 1 }: { from?: string; times?: number } = {}): Promise<void> {
      await expect(transcript.words(text, from)).toHaveCount(times);
    },

    async doesNotSee(text: string): Promise<void> {
      await transcript.sees(text, { times: 0 });
    },

    /** Sees own words marked as not yet said by the room. */
    async seesWaiting(text: string): Promise<void> {
      await expect(transcript.lineOf(text)).toHaveClass(/pending/);
    },

    /** Sees own words as said by the room. */
    async seesSaid(text: string): Promise<void> {
      await expect(transcript.lineOf(text)).toHaveCount(1);
      await expect(transcript.lineOf(text)).not.toHaveClass(/pending/);
    },

    /** Sees beside the words what became of them: that they wait, or were refused and why. */
    async seesNote(text: string, { times = 1 } = {}): Promise<void> {
      const notes = log.locator('.state span, .why').and(page.getByText(text, { exact: true }));
      await expect(notes).toHaveCount(times);
      await expect(notes.filter({ visible: true })).toHaveCount(times);
    },

    /** Sees no words, and no change to any, that would still be on their way. */
    async seesNothingUnderWay(): Promise<void> {
      await expect(log.getByText(/waiting|Sending|Saving|Deleting/)).toHaveCount(0);
    },

    /** Sees words that are to be deleted once there is a line. */
    async seesStruckOut(text: string): Promise<void> {
      await expect(transcript.lineOf(text).locator('.text')).toHaveCSS(
        'text-decoration-line',
        'line-through',
      );
    },

    /** Sees these words marked as not the first ones. */
    async seesEdited(text: string, { times = 1 } = {}): Promise<void> {
      const marked = transcript.lineOf(text).filter({ has: page.locator('time', { hasText: 'edited' }) });
      await expect(marked).toHaveCount(times);
    },

    /** Sees so many places where something was said that is gone. */
    async seesDeleted({ from, times = 1 }: { from?: string; times?: number } = {}): Promise<void> {
      await expect(rowsOf(from).getByText('This message was deleted.')).toHaveCount(times);
    },

    async seesDay(name: RegExp): Promise<void> {
      await expect(log.getByRole('heading', { name })).toBeVisible();
    },

    /** Sees that nothing was said for a while. */
    async seesAsleep(): Promise<void> {
      await expect(page.getByText(/^Asleep since/).first()).toBeVisible();
    },

    async seesAwake(): Promise<void> {
      await expect(page.getByText(/^Asleep/)).toHaveCount(0);
    },

    /** How many elements stand in the list that only markup in a message could have made. */
    async foreignMarkup(): Promise<number> {
      return log.locator('img, b b, script').count();
    },

    /** Sees so many places where a moderator took something away. */
    async seesRemoved(stub: string, { times = 1 } = {}): Promise<void> {
      await expect(log.getByText(stub, { exact: true })).toHaveCount(times);
    },
  };
  return transcript;
}

export type Transcript = ReturnType<typeof transcript>;
