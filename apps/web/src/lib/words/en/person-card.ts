/** The card of a person that opens over a room. */
export const personCardWords = {
  role: {
    owner: 'Owner',
    moderator: 'Moderator',
    member: 'Member',
    guest: 'Not a member',
  },
  roleSince: (role: string, when: string) => `${role} since ${when}`,
  kind: {
    guest: 'A guest: nothing proves the name.',
    claimed: 'A kept name: it’s theirs by a passkey.',
    bot: 'A program.',
  },
  you: 'This is you.',
  here: 'Here now',
  away: 'Here, but away',
  notHere: 'Not here now',
  mention: 'Mention',
  moderate: 'Mute, ban or give a role',
  change: 'Change your name or face',
};
