import { sendsByEnter, type Tab } from './tab.ts';

/** Where words are written. */
export function composer(tab: Tab) {
  const { page } = tab;
  const composer = page.getByRole('textbox', { name: 'Message', exact: true });
  const sendButton = page.getByRole('button', { name: 'Send', exact: true });

  return {
    composer,
    sendButton,

    /** Where the composer would be for somebody who may write. */
    barred: page.locator('main span', {
      hasText: /^(You’re muted here|The room is locked|Only .* write here)/,
    }),

    async says(text: string): Promise<void> {
      await composer.fill(text);
      if (await sendsByEnter(tab)) await composer.press('Enter');
      else await sendButton.click();
    },
  };
}

export type Composer = ReturnType<typeof composer>;
