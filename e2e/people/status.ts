import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';

/** The page that says how Lull does. */
export function statusPage({ page }: Tab) {
  return {
    async opensStatus(): Promise<void> {
      await page.goto('/status');
    },

    async seesThatAllIsWell(): Promise<void> {
      await expect(page.getByRole('heading', { name: 'Lull is well' })).toBeVisible();
      await expect(page.getByRole('definition').filter({ hasText: 'can be reached' })).toHaveCount(2);
    },
  };
}

export type StatusPage = ReturnType<typeof statusPage>;
