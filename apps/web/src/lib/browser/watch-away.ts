import { limits } from '$protocol/limits.ts';

/** What somebody does with a page that they are at. */
const touches = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'focus'] as const;

/**
 * Calls back once nobody has touched this page for a while, and when somebody does again; returns how to stop. What is done costs
 * a look at the clock each time, and one timer at most waits.
 */
export function watchAway(told: (isAway: boolean) => void): () => void {
  const off = new AbortController();
  let touchedAt = performance.now();
  let isAway = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function wait() {
    const leftMs = touchedAt + limits.awayMs - performance.now();
    if (leftMs > 0) {
      timer = setTimeout(wait, leftMs);
      return;
    }
    isAway = true;
    told(true);
  }
  function touch() {
    touchedAt = performance.now();
    if (!isAway) return;
    isAway = false;
    told(false);
    wait();
  }
  for (const name of touches)
    addEventListener(name, touch, { capture: true, passive: true, signal: off.signal });
  wait();
  return () => {
    clearTimeout(timer);
    off.abort();
    if (isAway) told(false);
  };
}
