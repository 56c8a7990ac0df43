/** What comes of using a passkey, and what a new one is called. */
export const passkeyWords = {
  failed: 'That passkey didn’t answer. Your name is still yours.',
  unknown: 'Nobody here has that passkey, or not any more.',
  there: 'This device has a passkey of yours already.',
  none: 'This browser can’t use passkeys. Another one may.',
  unnamed: 'A passkey',
  devices: {
    iPhone: 'iPhone',
    iPad: 'iPad',
    Android: 'Android phone',
    CrOS: 'Chromebook',
    Mac: 'Mac',
    Windows: 'Windows computer',
    Linux: 'Linux computer',
  },
};
