import { expect } from 'playwright/test';
import type { Tab } from './tab.ts';

/** How somebody goes to a room or a person, or does something, by typing. */
export function switching({ page }: Tab) {
  const dialog = page.getByRole('dialog', { name: 'Go to' });
  const field = dialog.getByRole('combobox');
  const options = dialog.getByRole('option');

  return {
    switcher: dialog,

    /** By the keys for it, once the page listens to them. */
    async opensSwitcher(): Promise<void> {
      await expect(async () => {
        await page.keyboard.press('Control+k');
        await expect(field).toBeFocused({ timeout: 500 });
      }).toPass();
    },

    async typesInSwitcher(text: string): Promise<void> {
      await field.fill(text);
    },

    /** What can be chosen, from top to bottom. */
    async isOfferedInSwitcher(...labels: (string | RegExp)[]): Promise<void> {
      await expect(options.locator('bdi')).toHaveText(labels);
    },

    /** What Enter would choose, as a screen reader is told. */
    async wouldChoose(label: string | RegExp): Promise<void> {
      const active = dialog.getByRole('option', { selected: true });
      await expect(active).toContainText(label);
      await expect(field).toHaveAttribute('aria-activedescendant', (await active.getAttribute('id')) ?? '');
    },
  };
}

export type SwitchingVerbs = ReturnType<typeof switching>;
