import type { ClientInit, HandleClientError } from '@sveltejs/kit';
import { errorWords } from '$lib/words/en/errors.ts';

/**
 * A browser reads its tables of languages when a page first makes a formatter of any kind, which takes a tenth of a second on a slow
 * phone. Here that is a piece of work of its own, and a tap is heard between it and taking over the page.
 */
export const init: ClientInit = () => {
  new Intl.DateTimeFormat();
  return new Promise((resolve) => setTimeout(resolve));
};

/** Going to a page can fail for no fault of anybody's: there is no line to fetch it by. */
export const handleError: HandleClientError = ({ error, status }) => {
  if (status === 404) return { message: errorWords.noSuchPage };
  if (!navigator.onLine) return { message: errorWords.offlinePage, hint: errorWords.offlinePageHint };
  console.error(error);
  return { message: errorWords.fault };
};
