/** The button that signs in with a passkey. */
export const signInWords = {
  usePasskey: 'Use your passkey',
  waiting: 'Waiting for your passkey',
  haveName: 'I have a name here already',
  unreached: 'Lull can’t be reached right now. Your name is still yours.',
};
