/**
 * Something to be loaded once, when it is first needed. What could not be loaded is asked for again the next time.
 */
export function onDemand<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/**
 * What a server takes in place of something to be loaded: `import.meta.env.SSR ? nowhere : import('./later.ts')`. The styles of
 * whatever a server might load are part of the page it makes, and nothing is painted before the browser has them all.
 */
export const nowhere = new Promise<never>(() => {});
