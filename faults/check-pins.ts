import type { RunHistory } from './history.ts';

/**
 * What is pinned is what whoever pins was last told of, and is the same for each page and a fresh load; and nothing that was deleted is
 * pinned. Where the answer to a pin was lost, or the room was restored after it, nobody knows whether it holds.
 */
export function checkPins({ fresh, pins, views, pinned }: RunHistory): string[] {
  const standing = new Map(fresh.flatMap(({ seq, id, deleted }) => (deleted ? [] : [[id, seq]])));
  const whole = pins.join();
  return [
    ...pins
      .filter((seq) => ![...standing.values()].includes(seq))
      .map((seq) => `Message ${seq} is pinned, and does not stand.`),
    ...[...pinned].flatMap(([id, is]) => {
      const seq = standing.get(id);
      if (seq === undefined || is === 'unknown') return [];
      return pins.includes(seq) === (is === 'pinned')
        ? []
        : [`Message ${seq} was ${is} last, and ${is === 'pinned' ? 'is not pinned' : 'is pinned'}.`];
    }),
    // A client of the version before knows of none.
    ...views.flatMap(({ page, isOlder, pins: shown }) =>
      isOlder || shown.join() === whole
        ? []
        : [
            `${page} shows ${shown.join() || 'nothing'} as pinned where a fresh load shows ${whole || 'nothing'}.`,
          ],
    ),
  ];
}
