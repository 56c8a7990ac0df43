/** One person, and what may be done about them. */
export const moderationWords = {
  what: 'What to do',
  mute: 'Mute',
  muteText: (name: string) => `${name} reads along, and can’t write.`,
  muteFor: { 600: '10 minutes', 3600: 'an hour', 86400: 'a day' },
  kick: 'Ask to leave',
  kickText: (name: string) =>
    `${name} is out at once, and no member any more. An open room they may come back to.`,
  ban: (name: string) => `Close the room to ${name}`,
  banText: 'They’re out at once, and can’t come back or read along.',
  banFor: { 86400: 'For a day', 604800: 'For a week', 0: 'For good' },
  banAddress: 'and to whoever else comes from where they were last',
  done: {
    mute: (name: string, forHow: string) => `${name} is muted for ${forHow}.`,
    kick: (name: string) => `${name} was asked to leave.`,
    ban: (name: string) => `The room is closed to ${name}.`,
    banWithAddress: (name: string) =>
      `The room is closed to ${name}, and to whoever else comes from their address.`,
    banWithoutAddress: (name: string) =>
      `The room is closed to ${name} alone. Where they came from isn’t known any more.`,
    role: (name: string, role: string) => `${name} is ${role} here now.`,
    transfer: (name: string) => `The room is ${name}’s now. You’re a moderator.`,
  },
  role: 'What they are here',
  is: (name: string, role: string) => `${name} is ${role}.`,
  makeMember: 'Make a member',
  makeModerator: 'Make a moderator',
  makeGuest: 'Make a guest',
  roleText: 'A member may come into the room when it’s private. A moderator keeps it in order.',
  handOver: 'Hand the room over',
  handOverText: (name: string) => `${name} becomes its owner, and you a moderator.`,
  handOverSure: (room: string, name: string) => `Hand ${room} to ${name}?`,
  handOverSureText: (name: string) => `You become a moderator. Only ${name} can hand the room back.`,
  keepRoom: 'Keep the room',
  isYou: 'This is you.',
  notYours: 'Only who stands above them here can do something about them.',
  nobody: 'The room knows nobody like that, or not any more.',
};
