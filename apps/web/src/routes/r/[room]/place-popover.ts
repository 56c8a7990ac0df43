const edge = 8;
const gap = 4;

/**
 * Puts an open popover beside what was pressed, by its `--x` and `--y` in pixels: on the side it prefers where there is space, else on
 * the other, and never over an edge of the window.
 * @param isAtEnd whether their right edges meet, and not their left ones
 */
export function placePopover(
  popover: HTMLElement,
  pressed: Pick<Element, 'getBoundingClientRect'>,
  prefers: 'above' | 'below',
  isAtEnd: boolean,
): void {
  const at = pressed.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const [above, below] = [at.top - gap - height, at.bottom + gap];
  const hasSpace = prefers === 'above' ? above >= edge : below + height <= innerHeight - edge;
  const top = hasSpace === (prefers === 'above') ? above : below;
  const put = (name: string, px: number, most: number) =>
    popover.style.setProperty(name, `${Math.max(edge, Math.min(px, most - edge))}px`);
  put('--x', isAtEnd ? at.right - width : at.left, innerWidth - width);
  put('--y', top, innerHeight - height);
}
