/**
 * Has the browser ask before the page is closed; returns how to stop. Only for while something would be lost: a page that
 * always asks is kept from the browser's memory.
 */
export function askBeforeLeaving(): () => void {
  const off = new AbortController();
  addEventListener('beforeunload', (event) => event.preventDefault(), off);
  return () => off.abort();
}
