/**
 * Whether a key that is pressed is meant for the field where one writes: a letter, where nothing else takes it. A click on a
 * message has the focus there, and whoever clicked goes on writing.
 *
 * @param list whose field that is; the focus may be in another list
 */
export function goesToField(event: KeyboardEvent, list: string): boolean {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
  const isLetter = [...key].length === 1 && key !== ' ';
  if (!isLetter || defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return false;
  const at = document.activeElement;
  return at === document.body || (at !== null && at.closest(list) !== null && !at.closest('a, button'));
}
