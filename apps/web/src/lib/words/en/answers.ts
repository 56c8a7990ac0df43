/** What only the server says: on pages of errors, and about the document itself. */
export const answerWords = {
  lang: 'en',
  dir: 'ltr',
  notUnderstood: 'Lull can’t make sense of this address.',
  tooLarge: 'That’s more than Lull takes at once. Go back and make it shorter.',
  foreignForm: 'That form came from another site. Open Lull itself and try again.',
  noSuchRoom: (name: string) => `There’s no room called “${name}”.`,
  noSuchRoomHint: 'The link may be mistyped, or the room was closed.',
  closedUntil: (date: string) => `It opens for you on ${date}.`,
  closedUntilTime: (time: string) => `It opens for you at ${time}.`,
};
