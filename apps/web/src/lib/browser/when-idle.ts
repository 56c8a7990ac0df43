const atLatestMs = 3_000;

/**
 * Calls back once the browser has nothing better to do, or after three seconds; returns how to stop. WebKit tells nobody when
 * it is idle: there it is a second.
 */
export function whenIdle(act: () => void): () => void {
  if ('requestIdleCallback' in globalThis) {
    const request = requestIdleCallback(act, { timeout: atLatestMs });
    return () => cancelIdleCallback(request);
  }
  const timer = setTimeout(act, 1_000);
  return () => clearTimeout(timer);
}
