/** Where a name is asked for: in the lobby, under a room, and at an invite. */
export const nameFieldWords = {
  label: 'Your name',
  stepIn: 'Step in',
  cookieRefused:
    'A name is kept in a cookie, and this browser takes none from here. Let it, then give the name once more.',
};
