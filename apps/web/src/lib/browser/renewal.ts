const key = 'lull/too-old';
const mostMs = 10 * 60_000;

/** In this page, before it is reloaded. */
let asked = false;

/**
 * Whether to ask for a reload because the room is newer than this page. Not when this tab was reloaded for that
 * a few minutes ago, and in vain: then the pages themselves have yet to be renewed.
 */
export function mayAskToReload(now: number): boolean {
  if (asked) return true;
  if (now - lastAsked() < mostMs) return false;
  asked = true;
  try {
    sessionStorage.setItem(key, `${now}`);
  } catch {
    // Then it is asked again after the reload. That is a nuisance, and no loss.
  }
  return true;
}

function lastAsked(): number {
  try {
    return Number(sessionStorage.getItem(key) ?? 0);
  } catch {
    return 0;
  }
}
