type RowKeys = {
  leave: () => void;
  /** Draws the last message. */
  toEnd: () => void;
  /** Does with the message that has the focus what a key means; false where it means nothing. */
  act: (key: string) => boolean;
};

/**
 * Arrow keys from message to message, Home and End to the first and last, Escape back to the composer, one key for each act. The
 * list itself is one stop for Tab. The first is that of those that are drawn, from which older ones come.
 */
export function rowKeys({ leave, toEnd, act }: RowKeys): (log: HTMLElement) => () => void {
  return (log) => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        return leave();
      }
      if (event.key === 'End') toEnd();
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (act(event.key)) return event.preventDefault();
      const line = lineFor(log, event.key);
      if (!line) return;
      event.preventDefault();
      line.focus({ preventScroll: true });
      line.scrollIntoView({ block: 'nearest' });
    };
    log.addEventListener('keydown', press);
    return () => log.removeEventListener('keydown', press);
  };
}

function lineFor(log: HTMLElement, key: string): HTMLElement | undefined {
  const lines = [...log.querySelectorAll<HTMLElement>('.line')];
  const at = lines.findIndex((line) => line.contains(document.activeElement));
  if (key === 'Home') return lines[0];
  if (key === 'End') return lines.at(-1);
  // From the list itself the first step goes to what is newest.
  if (key === 'ArrowUp') return at === -1 ? lines.at(-1) : lines[Math.max(0, at - 1)];
  if (key === 'ArrowDown') return at === -1 ? lines.at(-1) : lines[Math.min(lines.length - 1, at + 1)];
  return undefined;
}
