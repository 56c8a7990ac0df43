type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'keyCode'>;
type Where = { isEditing: boolean; isReplying: boolean; isBlank: boolean; isTouch: () => boolean };

/**
 * What a key means in the field where one writes; undefined where it only writes.
 * @param where `isBlank`: nothing stands in the field. `isTouch`: the person has a finger for a pointer
 */
export function meaningOf(
  key: Key,
  where: Where,
): 'send' | 'break-off' | 'end-reply' | 'edit-newest' | undefined {
  // An input method's keys pick a word. WebKit says so with the number alone.
  if (key.isComposing || key.keyCode === 229) return undefined;
  if (key.key === 'Escape' && where.isEditing) return 'break-off';
  if (key.key === 'Escape' && where.isReplying) return 'end-reply';
  if (key.key === 'ArrowUp' && where.isBlank && !where.isEditing) return 'edit-newest';
  if (key.key !== 'Enter' || key.shiftKey) return undefined;
  // On a phone Enter is the only way to a new line.
  return key.ctrlKey || key.metaKey || !where.isTouch() ? 'send' : undefined;
}
