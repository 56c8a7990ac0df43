import type { HandleClientError } from '@sveltejs/kit';
import { errorWords } from '$lib/words/en/errors.ts';

/** Going to a page can fail for no fault of anybody's: there is no line to fetch it by. */
export const handleError: HandleClientError = ({ error, status }) => {
  if (status === 404) return { message: errorWords.noSuchPage };
  if (!navigator.onLine) return { message: errorWords.offlinePage, hint: errorWords.offlinePageHint };
  console.error(error);
  return { message: errorWords.fault };
};
