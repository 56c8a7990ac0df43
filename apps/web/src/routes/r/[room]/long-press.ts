/** As long as the systems take it for a press that asks what can be done. */
const holdMs = 500;
/** A finger that moves farther, in pixels, scrolls. */
const stillPx = 10;

let held = false;

/** Whether a finger is still down by whose long press a menu was asked for. Lifting it would close what closes by a press elsewhere. */
export const isFingerHeld = (): boolean => held;

/** Whether this is an engine that asks for no menu by a long press: of iOS, the only one with its own callout instead. */
const tellsNothing = () => CSS.supports('-webkit-touch-callout', 'none');

/**
 * Asks for a menu where a finger rests, as other engines do by themselves (`contextmenu`). What follows the finger as it is lifted, a
 * click, is the press's no more if something answered.
 *
 * @returns what ends it
 */
export function watchLongPress(): () => void {
  if (!tellsNothing()) return () => {};
  const off = new AbortController();
  const { signal } = off;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at: { x: number; y: number } | undefined;

  const end = () => {
    clearTimeout(timer);
    at = undefined;
  };
  function begin({ pointerType, isPrimary, target, clientX, clientY }: PointerEvent) {
    end();
    held = false;
    if (pointerType !== 'touch' || !isPrimary || !(target instanceof Element)) return;
    at = { x: clientX, y: clientY };
    timer = setTimeout(() => {
      at = undefined;
      const asked = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY });
      held = true;
      held = !target.dispatchEvent(asked);
    }, holdMs);
  }
  function move({ clientX, clientY }: PointerEvent) {
    if (at && Math.hypot(clientX - at.x, clientY - at.y) > stillPx) end();
  }
  // It comes after the pointer's own end, and before the click.
  function lift(event: TouchEvent) {
    if (held) event.preventDefault();
    held = false;
  }
  addEventListener('pointerdown', begin, { capture: true, passive: true, signal });
  addEventListener('pointermove', move, { capture: true, passive: true, signal });
  for (const name of ['pointerup', 'pointercancel', 'scroll'] as const) {
    addEventListener(name, end, { capture: true, passive: true, signal });
  }
  addEventListener('touchend', lift, { capture: true, passive: false, signal });
  return () => {
    end();
    off.abort();
  };
}
