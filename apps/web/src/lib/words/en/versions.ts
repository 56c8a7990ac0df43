/** What a message said before it was edited. */
export const versionWords = {
  heading: 'Earlier versions',
  text: 'Moderators can read them for 30 days after an edit.',
  none: 'None is kept any more.',
  stood: (from: string, until: string) => (from === until ? from : `${from} to ${until}`),
};
