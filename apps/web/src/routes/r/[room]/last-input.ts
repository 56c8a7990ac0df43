import { onMount } from 'svelte';
import type { Pressed } from './goes-on-writing.ts';

/** Keys that lead somewhere. A letter that is typed after a click does not. */
const leading = new Set([
  ...['Up', 'Down', 'Left', 'Right'].map((way) => `Arrow${way}`),
  'Tab',
  'Home',
  'End',
  'ContextMenu',
  'F10',
]);

/**
 * With what somebody came to where they are on the page. A browser shows the focus with the first key after a click, and does not say
 * of a menu that is asked for whether by key, mouse or finger.
 */
export class LastInput {
  how: Pressed = 'keyboard';
  /** Whether words were selected already as they pressed: some systems select the one under the pointer for a menu. */
  hadSelected = false;

  constructor() {
    onMount(() => {
      const off = new AbortController();
      const capture = { capture: true, passive: true, signal: off.signal };
      addEventListener(
        'pointerdown',
        ({ pointerType }) => {
          this.how = pointerType === 'touch' ? 'touch' : 'pointer';
          this.hadSelected = getSelection()?.isCollapsed === false;
        },
        capture,
      );
      addEventListener(
        'keydown',
        ({ key }) => {
          if (!leading.has(key)) return;
          this.how = 'keyboard';
          this.hadSelected = false;
        },
        capture,
      );
      return () => off.abort();
    });
  }
}
