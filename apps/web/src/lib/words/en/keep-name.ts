/** The offer to keep a name with a passkey, and the window that does it. */
export const keepNameWords = {
  keep: 'Keep this name',
  keepIt: 'Keep it with a passkey',
  heading: (name: string) => `Keep the name ${name}?`,
  lead: 'Right now it lives only in this browser. A passkey makes it yours on every device, with your face, finger or screen lock. No password, no email.',
  offer: 'Right now it lives only in this browser.',
  notNow: 'Not now',
};
