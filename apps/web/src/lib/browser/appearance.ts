import { type Appearance, densityCookie, themeCookie } from '$lib/reader.ts';
import { keepPreference } from './cookies.ts';

/** Gives this page a look at once, and every page after it. */
export function wear({ theme, density }: Partial<Appearance>): void {
  const { dataset } = document.documentElement;
  if (theme) {
    dataset['theme'] = theme;
    keepPreference(themeCookie, theme);
  }
  if (density) {
    dataset['density'] = density;
    keepPreference(densityCookie, density);
  }
}
