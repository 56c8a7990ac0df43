/** Keeps a plain preference where the server sees it too. Nothing secret: scripts can read it. */
export function keepPreference(name: string, value: string): void {
  const aYearInSeconds = 365 * 24 * 60 * 60;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser Lull serves
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${aYearInSeconds}; SameSite=Lax${secure}`;
}
