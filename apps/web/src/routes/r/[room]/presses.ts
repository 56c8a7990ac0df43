/** As long as the systems take it for a press that asks what can be done. */
const holdMs = 500;
/** A finger that moves farther, in pixels, scrolls. */
const stillPx = 10;

let isMouseDown = false;
let isFingerHeld = false;

/**
 * Whether a button of the mouse, or a finger by whose long press a menu was asked for, is still down. Most systems ask for a menu as the
 * button goes down, and what closes by a press elsewhere would be closed as it comes up.
 */
export const isStillPressed = (): boolean => isMouseDown || isFingerHeld;

/** Whether this is an engine that asks for no menu by a long press: of iOS, the only one with its own callout instead. */
const tellsNothing = () => CSS.supports('-webkit-touch-callout', 'none');

/**
 * Notes what is pressed. Where an engine does not, it asks for a menu where a finger rests, as others do by themselves (`contextmenu`); what
 * follows as that finger is lifted, a click, is the press's no more if something answered.
 *
 * @returns what ends it
 */
export function watchPresses(): () => void {
  const off = new AbortController();
  const on = <K extends keyof WindowEventMap>(
    name: K,
    does: (event: WindowEventMap[K]) => void,
    passive = true,
  ) => addEventListener(name, does, { capture: true, passive, signal: off.signal });
  on('pointerdown', ({ pointerType }) => {
    isMouseDown = pointerType !== 'touch';
  });
  for (const name of ['pointerup', 'pointercancel'] as const) on(name, () => (isMouseDown = false));
  const stop = tellsNothing() ? watchFinger(on) : () => {};
  return () => {
    stop();
    off.abort();
  };
}

type On = <K extends keyof WindowEventMap>(
  name: K,
  does: (event: WindowEventMap[K]) => void,
  passive?: boolean,
) => void;

function watchFinger(on: On): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at: { x: number; y: number } | undefined;
  const end = () => {
    clearTimeout(timer);
    at = undefined;
  };
  on('pointerdown', ({ pointerType, isPrimary, target, clientX, clientY }) => {
    end();
    isFingerHeld = false;
    if (pointerType !== 'touch' || !isPrimary || !(target instanceof Element)) return;
    at = { x: clientX, y: clientY };
    timer = setTimeout(() => {
      at = undefined;
      const asked = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY });
      isFingerHeld = true;
      isFingerHeld = !target.dispatchEvent(asked);
    }, holdMs);
  });
  on('pointermove', ({ clientX, clientY }) => {
    if (at && Math.hypot(clientX - at.x, clientY - at.y) > stillPx) end();
  });
  for (const name of ['pointerup', 'pointercancel', 'scroll'] as const) on(name, end);
  on('touchcancel', () => (isFingerHeld = false));
  // It comes after the pointer's own end, and before the click.
  const lift = (event: TouchEvent) => {
    if (isFingerHeld) event.preventDefault();
    isFingerHeld = false;
  };
  on('touchend', lift, false);
  return end;
}
