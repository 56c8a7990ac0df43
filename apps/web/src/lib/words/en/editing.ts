/** A message that is edited in the composer. */
export const editingWords = {
  label: 'Edit message',
  heading: 'Editing',
  placeholder: 'Write its new words',
  spoken: (text: string) => `Editing: ${text}`,
  gone: 'This message was deleted meanwhile.',
  cancel: 'Cancel',
  save: 'Save',
  brokenOff: 'Your changes were put aside.',
  takeUp: 'Bring them back',
};
