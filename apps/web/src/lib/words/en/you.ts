import { number } from './format.ts';

/** The page about oneself. */
export const youWords = {
  title: 'Settings · Lull',
  heading: 'Settings',
  back: (room: string) => `Back to ${room}`,
  backToLobby: 'Back to the lobby',
  you: 'You',
  name: 'Name',
  nameHint: 'Everyone you talk with sees the new one at once.',
  save: 'Save',
  saved: 'Saved.',
  keepText: 'Right now it lives only in this browser. A passkey makes it yours on every device.',
  needsScript: 'This takes a browser that runs scripts.',
  isKept: (name: string) => `${name} is your name here from now on.`,
  passkeys: 'Passkeys',
  passkeysText: (n: number) =>
    n === 1
      ? 'One. A second on another device gets you in when this one is lost.'
      : `${number(n)}. Any of them gets you in.`,
  addAnother: 'Add another',
  passkeyAdded: 'The new passkey is ready.',
  passkeyRemoved: 'Removed. It gets nobody in any more.',
  passkeyUse: (made: string, used: string | undefined) =>
    used === undefined ? `Made ${made}, not used since.` : `Made ${made}, last used ${used}.`,
  change: 'Change',
  changePasskey: (label: string) => `Change ${label}`,
  passkeyLabel: 'What it’s called',
  remove: 'Remove',
  removePasskey: (label: string) => `Remove ${label}`,
  removeText: 'It won’t get anyone in any more. The device may still offer it until it’s deleted there, too.',
  look: 'Look',
  light: 'Light',
  lightText: 'Follows the device unless you choose.',
  lights: { auto: 'Device', light: 'Light', dark: 'Dark' },
  density: 'Density',
  densityText: 'How close together messages stand.',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  leaving: 'Leaving',
  signOut: 'Sign out',
  signOutHere: 'Sign out here',
  signOutText: 'Your passkey gets you back in.',
  signOutGuest: (name: string) => `${name} is known to this browser only.`,
  signOutGuestSure: (name: string) =>
    `Nobody can be ${name} again after that, not even you. Your words stay where they are. Keep the name first if you’d like to come back to it.`,
  signOutEverywhere: 'Sign out everywhere',
  signOutEverywhereText: 'On every device, and here as well.',
  download: 'Download',
  downloadHeading: 'Take your words with you',
  downloadText: 'Everything you wrote and everything kept about you, as one file.',
  forget: 'Forget me',
  forgetHeading: 'Forget me here',
  forgetText: 'Your name goes, with everything that is kept about you.',
  forgetWords: 'And what you wrote?',
  forgetKeep: 'My words stay, signed “someone who left”',
  forgetRemove: 'My words go as well',
  goOn: 'Go on',
  forgetSure: (name: string) => `Forget ${name} for good?`,
  forgetSureText: {
    keep: 'Your name, your passkeys and your rooms go now, on every device. What you wrote stays, signed “someone who left”. Nobody can undo this.',
    remove:
      'Your name, your passkeys, your rooms and every word you wrote go now, on every device. Nobody can undo this. Backups of whoever runs Lull may hold them for 30 days more.',
  },
  stay: 'Stay',
  ownedRooms:
    'A room you own goes to its longest-serving moderator, or else to its longest-standing member. Where there’s neither, it stays without an owner. Hand it over first if you’d rather choose.',
};
