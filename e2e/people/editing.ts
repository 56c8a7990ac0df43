import { expect } from 'playwright/test';
import { choose } from './hands.ts';
import { sendsByEnter, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** Changing own words, and taking them back. */
export function editing(tab: Tab, transcript: Transcript) {
  const { page } = tab;
  const editor = page.getByRole('textbox', { name: 'Edit message', exact: true });
  const cancelButton = page.getByRole('button', { name: 'Cancel', exact: true });
  const saveButton = page.getByRole('button', { name: 'Save', exact: true });
  const deletionQuestion = page.getByRole('dialog', { name: 'Delete this message?' });

  const editing = {
    /** The composer, while a message that was said is changed in it. */
    editor,
    cancelButton,
    saveButton,
    deletionQuestion,
    keepItButton: deletionQuestion.getByRole('button', { name: 'Keep it' }),

    /** Points at the words, or taps them, and chooses to change them; what they become is still to be written. */
    async beginsToEdit(text: string): Promise<void> {
      await choose(tab, transcript, 'Edit', text);
      await expect(editor).toHaveValue(text);
    },

    async beginsToEditByDoubleClick(text: string): Promise<void> {
      await transcript.words(text).hover();
      await transcript.lineOf(text).getByRole('button', { name: 'Edit', exact: true }).dblclick();
    },

    async edits(text: string, into: string): Promise<void> {
      await editing.beginsToEdit(text);
      await editor.fill(into);
      await editing.savesEdit();
    },

    async savesEdit(): Promise<void> {
      if (await sendsByEnter(tab)) await editor.press('Enter');
      else await saveButton.click();
    },

    async cancelsEdit(): Promise<void> {
      await cancelButton.click();
    },

    /** Chooses to delete these words, and is asked. */
    async beginsToDelete(text: string): Promise<void> {
      await choose(tab, transcript, 'Delete', text);
      await expect(deletionQuestion).toContainText(text);
    },

    async deletes(text: string): Promise<void> {
      await editing.beginsToDelete(text);
      await editing.answers('Delete');
    },

    /** A quick hand: asks again when the browser has not told yet that the question was closed. */
    async asksAgainAtOnce(): Promise<void> {
      await page.evaluate(() => {
        document.querySelector<HTMLDialogElement>('dialog[open]')?.close();
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }));
      });
    },

    /** Takes up again what was written into an edit that was broken off. */
    async bringsEditBack(): Promise<void> {
      await page.getByRole('button', { name: 'Bring them back' }).click();
    },

    /** Says whether the message is to go. */
    async answers(answer: 'Keep it' | 'Delete'): Promise<void> {
      await deletionQuestion.getByRole('button', { name: answer, exact: true }).click();
      await expect(deletionQuestion).toBeHidden();
    },
  };
  return editing;
}

export type Editing = ReturnType<typeof editing>;
