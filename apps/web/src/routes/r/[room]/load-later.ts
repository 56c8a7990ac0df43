import { nowhere, onDemand } from '$lib/browser/on-demand.ts';

/** Once the page has nothing better to do, and before the line can be lost, by which it would come. */
export const loadLater = onDemand(() => (import.meta.env.SSR ? nowhere : import('./later.ts')));
