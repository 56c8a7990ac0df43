import { type Theme, themeCookie } from '$lib/reader.ts';
import { keepPreference } from './cookies.ts';

/** Puts this page into a light at once, and every page after it. */
export function wear(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  keepPreference(themeCookie, theme);
}
