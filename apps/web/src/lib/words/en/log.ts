import { listed, number } from './format.ts';

/** The log of what was done in a room. */
export const logWords = {
  heading: 'The log',
  text: 'What was done in this room, newest first.',
  none: 'Nothing was done here yet.',
  notForYou: 'Only moderators read this room’s log.',
  earlier: 'Earlier',
  newest: 'To the newest',
  theMessage: 'To the message',
  because: (sentence: string, why: string) => `${sentence}: “${why}”.`,
  someone: 'somebody',
  yourself: 'themselves',
  unknown: (by: string) => `${by} did something that this page doesn’t know yet`,
  made: (by: string) => `${by} made the room`,
  accept: (by: string) => `${by} came in by an invite`,
  leave: (by: string) => `${by} is a member no more`,
  mute: (by: string, whom: string, forHow: string) => `${by} muted ${whom} for ${forHow}`,
  unmute: (by: string, whom: string) => `${by} lets ${whom} write again`,
  kick: (by: string, whom: string) => `${by} asked ${whom} to leave`,
  ban: (by: string, whom: string, forHow: string | undefined) =>
    forHow === undefined
      ? `${by} closed the room to ${whom} for good`
      : `${by} closed the room to ${whom} for ${forHow}`,
  banAddress: (sentence: string) => `${sentence}, and to whoever comes from the same address`,
  unban: (by: string, whom: string) => `${by} opened the room to ${whom} again`,
  remove: (by: string, whom: string) => `${by} removed a message by ${whom}`,
  report: (by: string, whom: string) => `${by} reported a message by ${whom}`,
  pin: (by: string, whom: string) => `${by} pinned a message by ${whom}`,
  unpin: (by: string, whom: string) => `${by} unpinned a message by ${whom}`,
  thread: (by: string, whom: string, hasName: boolean | undefined, done: boolean | undefined) => {
    const named = hasName === undefined ? '' : hasName ? 'named' : 'took the name off';
    const settled = done === undefined ? '' : done ? 'marked as done' : 'opened again';
    return `${by} ${[named, settled].filter((deed) => deed !== '').join(' and ')} the thread of a message by ${whom}`;
  },
  invite: (by: string, uses: number | undefined, forHow: string | undefined) =>
    [
      `${by} made an invite`,
      ...(uses === undefined ? [] : [uses === 1 ? 'for one person' : `for ${number(uses)} people`]),
      forHow === undefined ? 'that works until it’s closed' : `that works for ${forHow}`,
    ].join(' '),
  revoke: (by: string) => `${by} closed an invite`,
  role: (by: string, whom: string, role: string) => `${by} made ${whom} ${role}`,
  transfer: (by: string, whom: string) => `${by} handed the room to ${whom}`,
  settings: (by: string, what: string) => `${by} ${what}`,
  settingsChanged: 'changed the room’s settings',
  title: (title: string) => (title ? `called the room “${title}”` : 'took the room’s title away'),
  topic: (topic: string) => (topic ? `set the topic to “${topic}”` : 'took the topic away'),
  visibility: {
    listed: 'put the room into the lobby',
    unlisted: 'opened the room to whoever has the link',
    private: 'made the room private',
  },
  posting: {
    guest: 'lets everyone write',
    member: 'lets only members write',
    moderator: 'lets only moderators write',
  },
  inviting: {
    member: 'lets members invite',
    moderator: 'lets moderators invite',
    owner: 'keeps invites to the owner',
  },
  threads: (on: boolean) => (on ? 'lets people talk in threads' : 'turned threads off'),
  pinning: { member: 'lets members pin messages', moderator: 'lets only moderators pin messages' },
  locked: (locked: boolean) => (locked ? 'locked the room' : 'unlocked the room'),
  slow: (every: string) => `set slow mode to ${every}`,
  slowOff: 'switched slow mode off',
  list: (parts: string[]) => listed(parts),
};
