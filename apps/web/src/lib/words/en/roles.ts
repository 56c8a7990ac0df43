/** What people are in a room, as a mark beside their names. */
export const roleWords = {
  owner: 'Owner',
  moderator: 'Moderator',
  member: 'member',
  guest: 'guest',
};

/** What people are in a room, within a sentence. */
export const aRoleWords = {
  owner: 'the owner',
  moderator: 'a moderator',
  member: 'a member',
  guest: 'a guest',
};
