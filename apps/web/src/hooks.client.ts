import type { HandleClientError } from '@sveltejs/kit';
import { words } from '$lib/words/words.ts';

/** Going to a page can fail for no fault of anybody's: there is no line to fetch it by. */
export const handleError: HandleClientError = ({ error, status }) => {
  if (status === 404) return { message: words.noSuchPage };
  if (!navigator.onLine) return { message: words.offlinePage, hint: words.offlinePageHint };
  console.error(error);
  return { message: words.fault };
};
