import { hiddenCookie, hiddenFrom, type Panel } from '$lib/panels.ts';
import { keepPreference } from './cookies.ts';

/** Puts a panel away for all rooms, until it is brought back. */
export function putAway(panel: Panel): void {
  set(panel, true);
  settle(panel);
}

/** To be called as what opens a panel is pressed. One that was put away comes back to its place, where there is space for it. */
export function bringBack(panel: Panel, event: Event): void {
  // One that is open over the room is closed by the same press.
  if (!hidden().includes(panel) || isShown(panel)) return;
  set(panel, false);
  // Without space beside the room it opens over it, and stays put away beside it.
  if (!isShown(panel)) return set(panel, true);
  event.preventDefault();
  settle(panel);
}

/** What shows and hides a panel now. */
export const togglesOf = (panel: Panel): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>(`[data-toggles=${panel}]`)].find((one) => one.checkVisibility());

const isShown = (panel: Panel) => document.getElementById(panel)?.checkVisibility() ?? false;
const hidden = () => hiddenFrom(document.documentElement.dataset['hidden']).split(' ');

function set(panel: Panel, isHidden: boolean): void {
  const others = hidden().filter((other) => other !== panel);
  document.documentElement.dataset['hidden'] = hiddenFrom(
    [...others, ...(isHidden ? [panel] : [])].join(' '),
  );
}

function settle(panel: Panel): void {
  keepPreference(hiddenCookie, hidden().join(' '));
  // Where what was pressed is not there any more, what undoes it is. Whoever is writing goes on writing.
  const at = document.activeElement;
  if (!at || at === document.body || !at.checkVisibility()) togglesOf(panel)?.focus();
}
