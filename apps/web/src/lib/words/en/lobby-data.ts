/** What the lobby's server says in the page that it sends: no page loads these as a script. */
export const lobbyDataWords = {
  awake: 'awake',
  new: 'new',
  here: (count: number) => `${count.toLocaleString('en')} here`,
  talking: (names: string[]) =>
    names.length === 1
      ? `${names[0]} is talking`
      : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are talking`,
  miniature: {
    title: 'Saturday bench',
    awake: '3 here',
    asleep: 'Asleep',
    woken: 'Awake again in 38 ms',
    rest: 'Asleep for 15 hours',
    lines: [
      { by: 'Priya', text: 'Doors at ten. Bring the thing, and the screw that fell out.' },
      { by: 'Tom', text: 'Which of the screws?' },
      { by: 'Mara', text: 'Morning. I have the kettle and the big pan.' },
    ],
  },
  keptText: [
    'Your words, in their room, until you or a moderator delete them; the name you give; which rooms you were in, and when last.',
    'Of where you come from a code, another one in each room: while you’re there, and as long as a ban holds.',
    'Under Settings you can take along all that’s kept of you, or have it forgotten.',
  ],
};
