/**
 * Lets the rows of a list be dragged to another place in it. The row that is pointed at tells by `data-drop`, `before` or `after`, where
 * what is dragged would stand.
 *
 * @param which a selector of its rows; only what is dragged out of one of them is taken
 * @param moved is told the row, and at which place among all rows it is to stand, from 0
 * @returns what ends it
 */
export function dragRows(
  list: HTMLElement,
  which: string,
  moved: (row: HTMLElement, to: number) => void,
): () => void {
  const off = new AbortController();
  let dragged: HTMLElement | undefined;

  const on = (
    name: 'dragstart' | 'dragover' | 'dragleave' | 'drop' | 'dragend',
    does: (event: DragEvent) => void,
  ) => list.addEventListener(name, does, off);
  const rowOf = ({ target }: Event) =>
    target instanceof Element ? (target.closest<HTMLElement>(which) ?? undefined) : undefined;
  const rows = () => [...list.querySelectorAll<HTMLElement>(which)];
  const show = (row?: HTMLElement, side = '') => {
    for (const one of rows()) delete one.dataset['drop'];
    if (row) row.dataset['drop'] = side;
  };

  on('dragstart', (event) => {
    dragged = rowOf(event);
    // What a link is dragged for elsewhere it still is.
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'all';
  });
  on('dragover', (event) => {
    const row = rowOf(event);
    if (!dragged || !row) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'move';
    const { top, height } = row.getBoundingClientRect();
    show(row, event.clientY < top + height / 2 ? 'before' : 'after');
  });
  on('dragleave', () => show());
  on('drop', (event) => {
    const row = rowOf(event);
    if (!dragged || !row?.dataset['drop']) return;
    event.preventDefault();
    const all = rows();
    const [from, before] = [
      all.indexOf(dragged),
      all.indexOf(row) + (row.dataset['drop'] === 'after' ? 1 : 0),
    ];
    moved(dragged, from < before ? before - 1 : before);
  });
  on('dragend', () => {
    dragged = undefined;
    show();
  });
  return () => off.abort();
}
