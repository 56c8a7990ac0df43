/** What is left of a room that somebody was removed from. */
export const removedFromRoomWords = {
  kicked: (room: string) => `You were asked to leave ${room}.`,
  kickedText: 'The room is still open to you. What you said in it is still there.',
  comeBack: 'Come back in',
  gone: (room: string) => `${room} isn’t open to you any more.`,
  goneText: 'Whoever keeps it can let you in again.',
  closed: 'This room is not open to you as it was.',
  asking: 'Asking the room',
  unsent: 'You hadn’t sent this yet. Copy it if you want to keep it.',
  goOn: 'See why',
};
