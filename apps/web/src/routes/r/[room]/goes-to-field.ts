/**
 * Whether a key that is pressed is meant for the field where one writes: a letter, where nothing else takes it. A click on a
 * message has the focus there, and whoever clicked goes on writing.
 */
export function goesToField(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented } = event;
  const isLetter = [...key].length === 1 && key !== ' ';
  if (!isLetter || defaultPrevented || isComposing || ctrlKey || metaKey || altKey) return false;
  const at = document.activeElement;
  return at === document.body || (at?.closest('[role=log]') !== null && !at?.closest('a, button'));
}
