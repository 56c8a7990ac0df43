/**
 * Arrow keys from message to message, Home and End to the first and last, Escape back to the composer. The
 * list itself is one stop for Tab. The first is that of those that are drawn, from which older ones come.
 * @param toEnd draws the last message
 */
export function rowKeys(leave: () => void, toEnd: () => void): (log: HTMLElement) => () => void {
  return (log) => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') return leave();
      if (event.key === 'End') toEnd();
      const row = event.ctrlKey || event.metaKey || event.altKey ? undefined : rowFor(log, event.key);
      if (!row) return;
      event.preventDefault();
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest' });
    };
    log.addEventListener('keydown', press);
    return () => log.removeEventListener('keydown', press);
  };
}

function rowFor(log: HTMLElement, key: string): HTMLElement | undefined {
  const rows = [...log.querySelectorAll<HTMLElement>('article')];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (key === 'Home') return rows[0];
  if (key === 'End') return rows.at(-1);
  // From the list itself the first step goes to what is newest.
  if (key === 'ArrowUp') return at === -1 ? rows.at(-1) : rows[Math.max(0, at - 1)];
  if (key === 'ArrowDown') return at === -1 ? rows.at(-1) : rows[Math.min(rows.length - 1, at + 1)];
  return undefined;
}
