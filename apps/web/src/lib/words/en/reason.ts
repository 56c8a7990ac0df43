/** The field for a reason. */
export const reasonWords = {
  label: 'Reason',
  optional: 'optional',
  hint: 'Moderators read it in the room’s log.',
};
