import { isAtLeast, type Role } from '$protocol/roles.ts';
import type { Settings } from '$protocol/settings.ts';

/** Why somebody may read in a room and not write. */
export type ComposerBlock =
  | { is: 'muted'; until: number }
  | { is: 'locked' }
  | { is: 'posting'; least: Exclude<Settings['posting'], 'guest'> };

/**
 * What stands in the way of writing, as far as a page can tell: what concerns the person first, then the room. The
 * room decides, and refuses whoever this lets through by mistake.
 */
export function composerBlockOf(
  { locked, posting }: Pick<Settings, 'locked' | 'posting'>,
  { role, mutedUntil }: { role: Role; mutedUntil?: number | undefined },
  now: number,
): ComposerBlock | undefined {
  if (mutedUntil !== undefined && mutedUntil > now) return { is: 'muted', until: mutedUntil };
  if (locked && !isAtLeast(role, 'moderator')) return { is: 'locked' };
  if (posting !== 'guest' && !isAtLeast(role, posting)) return { is: 'posting', least: posting };
  return undefined;
}
