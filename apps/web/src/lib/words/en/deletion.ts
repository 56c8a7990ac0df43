/** The question before a message is deleted. */
export const deletionWords = {
  heading: 'Delete this message?',
  text: 'Its words go for everyone in the room, and can’t be brought back.',
  delete: 'Delete',
};
