/** What stands in a message that its author did not write. */
export const textWords = {
  spoiler: '[spoiler]',
  spoilerShow: 'Spoiler: show it',
  table: 'Table',
  room: (title: string, seq: number | undefined) => (seq === undefined ? title : `${title}, message ${seq}`),
};
