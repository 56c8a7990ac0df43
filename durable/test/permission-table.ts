import { roles } from '../../protocol/roles.ts';
import { firstSettings, type Settings } from '../../protocol/settings.ts';
import { forNobody, forNobodyMuted, may, type Permission, permissions } from '../room/permissions.ts';

/** What each permission is for, as a person would say it. */
const what: Record<Permission, string> = {
  read: 'Read: history, who is here, settings, over the socket too',
  overview: 'See the members, and one’s own invites',
  say: 'Say something',
  edit: 'Edit one’s own message',
  react: 'React to a message',
  delete: 'Delete one’s own message',
  report: 'Report a message',
  pin: 'Pin a message',
  unpin: 'Unpin one',
  pinned: 'Read what is pinned',
  search: 'Search what was said',
  'thread-own': 'Name the thread of one’s own message, and settle it',
  thread: 'The same with anybody’s',
  leave: 'Be a member no more (an owner has to hand the room over first)',
  invite: 'Make an invite',
  'revoke-own': 'Revoke one’s own invite',
  revoke: 'Revoke anybody’s invite',
  remove: 'Remove anybody’s message',
  mute: 'Mute somebody below oneself',
  unmute: 'Let them write again',
  kick: 'Ask somebody below oneself to leave',
  ban: 'Ban somebody below oneself, and their address',
  unban: 'Lift a ban',
  audit: 'Read what was done',
  versions: 'Read the earlier versions of a message',
  here: 'Call everybody who is here, by `@here`',
  tend: 'Change topic, slow mode and lock',
  enrol: 'Make a guest a member, and a member a guest',
  settings: 'Change any other setting',
  role: 'Make somebody a moderator, or one no more',
  transfer: 'Hand the room over',
};

const heads = ['', 'Nobody', 'Guest', 'Member', 'Moderator', 'Owner', 'Muted', 'Banned'];

/** Every way a room can be that decides about anybody. */
export const everySettings: Settings[] = (['unlisted', 'private'] as const).flatMap((visibility) =>
  (['guest', 'member', 'moderator'] as const).flatMap((posting) =>
    (['member', 'moderator', 'owner'] as const).flatMap((inviting) =>
      (['member', 'moderator'] as const).flatMap((pinning) =>
        [false, true].map((locked) => ({ ...firstSettings, visibility, posting, inviting, pinning, locked })),
      ),
    ),
  ),
);

/** The permissions as the Markdown table of docs/security.md. */
export function permissionTable(): string {
  const all = Object.keys(permissions) as Permission[];
  const rows = all.map((permission) => [
    what[permission],
    forNobody.includes(permission) ? cell(permission, 'guest') : 'no',
    ...roles.map((role) => cell(permission, role)),
    forNobodyMuted.includes(permission) ? 'no' : 'as before',
    'no',
  ]);
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(permission: Permission, role: (typeof roles)[number]): string {
  const answers = new Set(everySettings.map((settings) => may(role, permission, settings)));
  if (answers.size === 1) return answers.has(true) ? 'yes' : 'no';
  return permissions[permission] === 'reader' ? 'unless private' : 'as set';
}
