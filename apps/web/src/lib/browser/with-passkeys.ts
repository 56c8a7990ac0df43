import { signInWords } from '$lib/words/en/sign-in.ts';
import { onDemand } from './on-demand.ts';
import type { Ceremony } from './passkeys.ts';

const load = onDemand(() => import('./passkeys.ts'));
type Passkeys = Awaited<ReturnType<typeof load>>;

/** To be called when somebody is about to press what needs a passkey: points at it, or has the focus on it. */
export function preparePasskeys(): void {
  load().catch(() => {});
}

/** Does something with passkeys. Most people who see a page use none, so nothing of it is loaded with the page. */
export async function withPasskeys<T extends Ceremony>(
  act: (passkeys: Passkeys) => Promise<T>,
): Promise<T | Extract<Ceremony, { is: 'failed' }>> {
  const passkeys = await load().catch(() => undefined);
  return passkeys ? act(passkeys) : { is: 'failed', sentence: signInWords.unreached };
}
