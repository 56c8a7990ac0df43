/** Hears of whoever is pressed in a room: a face, a name, a mention. One listener for all of them. */
export function pressPerson(
  open: (id: string, from: HTMLElement) => void,
): (room: HTMLElement) => () => void {
  const press = (event: MouseEvent) => {
    const from = event.target instanceof Element && event.target.closest<HTMLElement>('[data-person]');
    // Their page, in another tab.
    if (!from || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // Over a question nothing opens: what lies outside of it cannot be pressed.
    if (!from.closest('dialog')) open(from.dataset['person'] ?? '', from);
  };
  return (room) => {
    room.addEventListener('click', press);
    return () => room.removeEventListener('click', press);
  };
}
