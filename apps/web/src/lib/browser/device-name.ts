import { passkeyWords } from '$lib/words/en/passkeys.ts';

/** From the most particular to the least: an Android says Linux as well, and an iPhone says Mac. */
const devices = ['iPhone', 'iPad', 'Android', 'CrOS', 'Mac', 'Windows', 'Linux'] as const;

/** What its person would call the device that this browser runs on. A first guess, for them to change. */
export function deviceName(userAgent: string): string {
  const device = devices.find((name) => userAgent.includes(name));
  return device ? passkeyWords.devices[device] : passkeyWords.unnamed;
}
