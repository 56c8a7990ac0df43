/** How the person in front of this page reads dates, and likes it to look. Kept in plain cookies, so that the first paint is right. */
export type Reader = { locale: string; timeZone: string } & Appearance;

/** What somebody has chosen about the look of all pages. It follows whoever has a passkey. */
export type Appearance = { theme: Theme; density: Density };

export type Theme = 'auto' | 'light' | 'dark';
/** How close together the lines of a transcript stand. */
export type Density = 'comfortable' | 'compact';

export const themeCookie = 'lull_theme';
export const densityCookie = 'lull_density';
export const timeZoneCookie = 'lull_tz';

export function themeFrom(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'auto';
}

export function densityFrom(cookie: string | undefined): Density {
  return cookie === 'compact' ? cookie : 'comfortable';
}

/** What of it was chosen anew, out of a form or an answer. */
export function chosenIn(field: (name: string) => string | undefined): Partial<Appearance> {
  const [theme, density] = [field('theme'), field('density')];
  return {
    ...(theme !== undefined && { theme: themeFrom(theme) }),
    ...(density !== undefined && { density: densityFrom(density) }),
  };
}

/** The first of these that is a time zone. A page from a place nobody knows shows Greenwich's time. */
export function timeZoneFrom(...candidates: (string | undefined)[]): string {
  return candidates.find((candidate) => candidate !== undefined && isTimeZone(candidate)) ?? 'UTC';
}

/** Dates are written in the language of the words around them, but in the reader's variety of it. */
export function localeFrom(acceptLanguage: string | null, language = 'en', fallback = 'en-GB'): string {
  const [wish] = (acceptLanguage ?? '').split(/[,;]/);
  try {
    const wished = new Intl.Locale(wish?.trim() || fallback);
    if (wished.language !== language) return fallback;
    // Whatever else a header may ask for changes nothing that is shown.
    return wished.region ? `${language}-${wished.region}` : language;
  } catch {
    return fallback;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
