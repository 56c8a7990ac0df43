/**
 * Calls back with whether an element is in sight of a scroller, or within `margin` of it, and again whenever that changes;
 * returns how to stop.
 */
export function watchSight(
  element: Element,
  { root, margin }: { root: Element | null; margin: string },
  told: (isInSight: boolean) => void,
): () => void {
  // Whoever jumps away and back may be told of both in one call. The last entry says how it is now.
  const look = (entries: Pick<IntersectionObserverEntry, 'isIntersecting'>[]) =>
    told(entries.at(-1)?.isIntersecting ?? false);
  const observer = new IntersectionObserver(look, { root, rootMargin: margin });
  observer.observe(element);
  return () => observer.disconnect();
}
