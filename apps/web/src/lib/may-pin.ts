import { isAtLeast, type Role } from '$protocol/roles.ts';
import type { Settings } from '$protocol/settings.ts';

/** Whether somebody may pin here, as far as a page can tell. The room decides. */
export const mayPin = (
  { locked, pinning }: Pick<Settings, 'locked' | 'pinning'>,
  role: Role,
  isMuted: boolean,
): boolean => !isMuted && isAtLeast(role, locked ? 'moderator' : pinning);
