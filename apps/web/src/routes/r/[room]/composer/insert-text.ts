import { applied } from './emphasis-edit.ts';
import type { TextEdit } from './text-edits.ts';

/**
 * Makes an edit in a field so that the browser can undo it, and selects what it says. No check is made of how long the text becomes.
 *
 * `execCommand` is deprecated, and the one way by which a script's edit is undone like a person's, in Chromium, Firefox and WebKit
 * alike. Where it does nothing the edit is made all the same, and whoever listens for input hears of it in both cases.
 */
export function applyEdit(area: HTMLTextAreaElement, edit: TextEdit): void {
  const { from, to, insert, select } = edit;
  const wanted = applied(area.value, edit);
  if (wanted !== area.value) {
    area.focus({ preventScroll: true });
    area.setSelectionRange(from, to);
    // Nothing is inserted by "insertText" in Firefox when it is empty, and so nothing removed.
    document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert);
    if (area.value !== wanted) {
      area.value = wanted;
      area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
    }
  }
  area.setSelectionRange(...select);
}
