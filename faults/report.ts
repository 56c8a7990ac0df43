import { faultKinds, type Kind } from './notes.ts';
import type { Size } from './schedule.ts';

export type TrialResult = {
  seed: number;
  size: Size;
  mutation: string | undefined;
  /** The build from which the server was upgraded and to which it was rolled back, and how often. */
  former: { commit: string; upgrades: number; rollbacks: number } | undefined;
  counts: ReadonlyMap<Kind, number>;
  frames: { withChanges: number; changes: number; largest: number };
  places: number;
  woken: number;
  runtimeErrors: readonly string[];
  violations: readonly string[];
};

const mostShown = 20;

/** What was done to the room, so that a quiet run cannot pass for a hard one; what did not hold; and how to see it again. */
export function reportOf({
  seed,
  size,
  mutation,
  former,
  counts,
  frames,
  places,
  woken,
  runtimeErrors,
  violations,
}: TrialResult): string {
  const count = (kind: Kind) => counts.get(kind) ?? 0;
  const { minutes, clients } = size;
  return [
    '',
    `seed ${seed}, ${clients} clients, ${minutes} min${mutation ? `, with the planted bug “${mutation}”` : ''}`,
    `sends ${count('say')}, edits ${count('edit')}, deletes ${count('delete')}, reactions ${count('react')}, replies among the sends ${count('reply')}, pins ${count('pin')}, sent twice ${count('duplicate')}, pages opened ${count('page opened')}, of the version before ${count('page of the version before opened')}, renames ${count('rename')}`,
    `injected: ${faultKinds.map((kind) => `${kind} ${count(kind)}`).join(', ')}`,
    ...(former
      ? [
          `upgraded ${former.upgrades} times from ${former.commit.slice(0, 7)}, rolled back ${former.rollbacks} times`,
        ]
      : []),
    `changes in a frame: ${(frames.changes / Math.max(1, frames.withChanges)).toFixed(2)} on the average, ${frames.largest} at most`,
    `the room holds ${places} changes and was constructed ${woken} times`,
    ...[...new Set(runtimeErrors)].slice(0, 3).map((error) => `the runtime: ${error}`),
    ...violations.slice(0, mostShown).map((violation) => `✗ ${violation}`),
    ...(violations.length > mostShown ? [`✗ … and ${violations.length - mostShown} more`] : []),
    `violations ${violations.length}`,
    `again: ${replay(seed, size, mutation)}${former ? ` --former ${former.commit}` : ''}`,
    'The seed decides who does what and what goes wrong when. The network’s own timing is new each time.',
  ].join('\n');
}

function replay(
  seed: number,
  { minutes, clients, intensity, pins }: Size,
  mutation: string | undefined,
): string {
  const more = `${intensity === 1 ? '' : ` --intensity ${intensity}`}${pins === 0 ? '' : ` --pins ${pins}`}`;
  const mutate = `${more}${mutation ? ` --mutate ${mutation}` : ''}`;
  return `npm run faults -- --seed ${seed} --minutes ${minutes} --clients ${clients}${mutate}`;
}
