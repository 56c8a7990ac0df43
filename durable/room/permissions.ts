import type { Action } from '../../protocol/actions.ts';
import { isAtLeast, type Role } from '../../protocol/roles.ts';
import type { Settings } from '../../protocol/settings.ts';

/**
 * The least role that may do something. `reader`, `posting`, `inviting` and `pinning` depend on the room's settings: whoever may
 * read it, whoever may write in it, whoever may invite into it, whoever may pin a message.
 */
type Least = Role | 'reader' | 'posting' | 'inviting' | 'pinning';

/** Who may do what in a room: the one table that everything goes by. `docs/security.md` shows it. */
export const permissions = {
  read: 'reader',
  overview: 'reader',
  say: 'posting',
  edit: 'posting',
  react: 'posting',
  delete: 'reader',
  report: 'reader',
  pin: 'pinning',
  unpin: 'pinning',
  pinned: 'reader',
  search: 'reader',
  'thread-own': 'posting',
  thread: 'moderator',
  leave: 'reader',
  invite: 'inviting',
  'revoke-own': 'reader',
  revoke: 'moderator',
  remove: 'moderator',
  mute: 'moderator',
  unmute: 'moderator',
  kick: 'moderator',
  ban: 'moderator',
  unban: 'moderator',
  audit: 'moderator',
  versions: 'moderator',
  here: 'moderator',
  tend: 'moderator',
  enrol: 'moderator',
  settings: 'owner',
  role: 'owner',
  transfer: 'owner',
} as const satisfies Record<string, Least>;
export type Permission = keyof typeof permissions;

/** What may be asked without a name. Everything else needs one. */
export const forNobody: readonly Permission[] = ['read', 'overview', 'pinned', 'search'];

/** What whoever is muted may not do. */
export const forNobodyMuted: readonly Permission[] = [
  'say',
  'edit',
  'react',
  'pin',
  'unpin',
  'thread-own',
  'thread',
  'here',
];

export function may(role: Role, permission: Permission, settings: Settings): boolean {
  return (
    isAtLeast(role, leastOf('reader', settings)) &&
    isAtLeast(role, leastOf(permissions[permission], settings))
  );
}

function leastOf(least: Least, { visibility, locked, posting, inviting, pinning }: Settings): Role {
  switch (least) {
    case 'reader':
      return visibility === 'private' ? 'member' : 'guest';
    case 'posting':
      return locked ? 'moderator' : posting;
    case 'inviting':
      return inviting;
    case 'pinning':
      return locked ? 'moderator' : pinning;
    default:
      return least;
  }
}

/** What about the one it is done to decides which permission it takes. */
export type Target = { role: Role; isOwn: boolean };

/** Which permission an action takes. */
export function permissionFor(action: Action, { role, isOwn }: Target): Permission {
  switch (action.do) {
    case 'settings':
      return Object.keys(action).every((key) => tended.includes(key)) ? 'tend' : 'settings';
    case 'role':
      return !isAtLeast(action.role, 'moderator') && !isAtLeast(role, 'moderator') ? 'enrol' : 'role';
    case 'thread':
      return isOwn ? 'thread-own' : 'thread';
    case 'revoke':
      return isOwn ? 'revoke-own' : 'revoke';
    default:
      return action.do;
  }
}

/** The settings that moderators change as well. */
const tended = ['do', 'locked', 'slowS', 'topic'];
