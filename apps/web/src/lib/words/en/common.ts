/**
 * What stands on more than one page that shares nothing else: titles, ways out, the light.
 *
 * Every sentence that a person reads is in this folder, in one file for each surface. The surface imports its own file, so that
 * a page loads the words it shows. Names of people come as they are. Another language is a folder beside this one, whose
 * files are checked against these: `satisfies CommonWords`.
 */
export const commonWords = {
  title: (room: string) => `${room} · Lull`,
  toLobby: 'To the lobby',
  tryAgain: 'Try again',
  theme: 'Switch between light and dark',
  close: 'Close',
  search: 'Search',
  knownRooms: 'Rooms you know',
  waiting: 'Waiting for you',
};

export type CommonWords = typeof commonWords;
