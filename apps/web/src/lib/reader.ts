/** How the person in front of this page reads dates and light. Kept in plain cookies, so that the first paint is right. */
export type Reader = { locale: string; timeZone: string; theme: Theme };

export type Theme = 'auto' | 'light' | 'dark';

export const themeCookie = 'lull_theme';
export const timeZoneCookie = 'lull_tz';

export function themeFrom(cookie: string | undefined): Theme {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'auto';
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
