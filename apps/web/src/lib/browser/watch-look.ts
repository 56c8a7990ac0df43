/** Calls back with whether somebody looks at this page, and whenever that changes; returns how to stop. */
export function watchLook(told: (looks: boolean) => void): () => void {
  const off = new AbortController();
  const look = () => told(document.visibilityState === 'visible' && document.hasFocus());
  document.addEventListener('visibilitychange', look, off);
  for (const event of ['focus', 'blur']) addEventListener(event, look, off);
  look();
  return () => off.abort();
}
