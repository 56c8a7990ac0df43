/** The banner about the connection. */
export const connectionWords = {
  offline: 'You’re offline. Keep writing, it all sends when you’re back.',
  finding: 'Finding the room again.',
  crowded: 'You have this room open in too many places. Close one, and it goes on here.',
  crowdedUnkept:
    'You have this room open in too many places. Close one of the others and leave this page open: this browser can’t keep what isn’t sent yet.',
  tryNow: 'Try now',
  back: 'Back. Nothing was lost.',
  unkept: 'This browser can’t keep what isn’t sent yet. Leave this page open until it is.',
  offlineUnkept:
    'You’re offline. Keep writing, and leave this page open: this browser can’t keep what isn’t sent yet.',
  findingUnkept: 'Finding the room again. Leave this page open: this browser can’t keep what isn’t sent yet.',
  renewed: 'Lull was renewed while you were here. Reload to go on, nothing is lost.',
  renewedUnkept: 'Lull was renewed while you were here. Copy what wasn’t sent, then reload.',
  renewing: 'Lull is being renewed. Keep writing, it all sends when that’s done.',
  renewingUnkept: 'Lull is being renewed. Keep writing, and leave this page open until it’s done.',
  reload: 'Reload',
  broken: 'This page and the room don’t understand each other. Reload to go on.',
};
