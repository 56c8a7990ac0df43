/** Removing and reporting a message: a window over the room, and a page for whoever has no script. */
export const messageModerationWords = {
  message: (author: string) => `A message by ${author}`,
  noMessage: 'This message has gone.',
  removeHeading: 'Remove this message?',
  removeText: (author: string) =>
    `Its words go for everyone in the room. In its place stands that you removed a message by ${author}.`,
  remove: 'Remove',
  removed: 'Message removed.',
  reportHeading: 'Report this message?',
  reportText: 'The room’s moderators are told, with your name and your reason. Nobody else is.',
  report: 'Report',
  reported: 'Reported. The moderators can read it now.',
  keep: 'Leave it',
};
