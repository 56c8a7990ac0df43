/** The list of everybody in a room. */
export const everybodyWords = {
  find: 'Find somebody',
  none: 'Nobody here is called that.',
  more: 'More people',
};
