import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What a screen reader says, and by what somebody who uses one finds their way. */
export function screenReader({ page }: Tab) {
  const announcer = page.getByTestId('announcer');
  const announcements = announcer.locator('p');

  return {
    announcer,

    /** What it says without being asked. */
    announcements,

    /** Is told this, without asking, once. */
    async hears(text: string): Promise<void> {
      await expect(announcements.filter({ hasText: text })).toHaveCount(1);
    },

    /** Where it goes to skip all around. */
    main: page.getByRole('main'),
  };
}

export type ScreenReader = ReturnType<typeof screenReader>;
