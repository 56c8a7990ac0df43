/** The page about oneself where nobody is signed in. */
export const signedOutWords = {
  nobody: 'Nobody is signed in here.',
  nobodyText: 'Give a name in the lobby, or use the passkey of one you keep.',
  bye: {
    out: { heading: 'You’re signed out here.', text: 'What you said is still where you said it.' },
    everywhere: {
      heading: 'You’re signed out everywhere.',
      text: 'Your name is still yours. Your passkey gets you back in.',
    },
    keep: {
      heading: 'You’re forgotten here.',
      text: 'Your words stay, signed “someone who left”. Take care.',
    },
    remove: {
      heading: 'You’re forgotten here.',
      text: 'Your words are going too. In a large room that can take a minute. Take care.',
    },
  },
};
