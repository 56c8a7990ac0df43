import { type Appearance, chosenIn } from '$lib/reader.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { passkeyWords } from '$lib/words/en/passkeys.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import { signInWords } from '$lib/words/en/sign-in.ts';
import { deviceName } from './device-name.ts';

/**
 * How a passkey was used. Whoever thinks better of it in the middle has made no mistake, and is told nothing.
 * `sentence`: what went wrong, and that their name is safe.
 */
export type Ceremony = { is: 'done' } | { is: 'cancelled' } | { is: 'failed'; sentence: string };

type Purpose = 'keep' | 'sign-in';
type NotDone = Exclude<Ceremony, { is: 'done' }>;
type Answered = { is: 'done'; answer: Record<string, unknown> };

const failed = (sentence: string): NotDone => ({ is: 'failed', sentence });

/** Makes a passkey for whoever is here. A guest's name is theirs from then on; the cookie is a new one. */
export async function keepName(): Promise<Ceremony> {
  const kept = await perform('keep', { label: deviceName(navigator.userAgent) });
  return kept.is === 'done' ? { is: 'done' } : kept;
}

/** Signs in whoever has a passkey of this site, which the browser asks for. The cookie is theirs then. */
export async function signIn(): Promise<Ceremony & { look?: Partial<Appearance> }> {
  const signedIn = await perform('sign-in', {});
  if (signedIn.is !== 'done') return signedIn;
  const preferences = (signedIn.answer['preferences'] ?? {}) as Record<string, string | undefined>;
  return { is: 'done', look: chosenIn((name) => preferences[name]) };
}

async function perform(purpose: Purpose, also: Record<string, string>): Promise<Answered | NotDone> {
  // Only now, and not for everybody who opens the lobby.
  const loading = import('@simplewebauthn/browser').catch(() => undefined);
  const begun = await post('/api/passkeys/begin', { purpose });
  if (begun.is !== 'done') return begun;
  const webAuthn = await loading;
  if (!webAuthn) return failed(signInWords.unreached);
  if (!webAuthn.browserSupportsWebAuthn()) return failed(passkeyWords.none);
  const { options } = begun.answer;
  let response: object;
  try {
    response = await (purpose === 'keep'
      ? webAuthn.startRegistration({ optionsJSON: options as never })
      : webAuthn.startAuthentication({ optionsJSON: options as never }));
  } catch (error) {
    return afterError(error);
  }
  return post(`/api/passkeys/${purpose}`, { response, ...also });
}

/** A browser does not tell a person's no from their silence, so that no site learns which passkeys there are. */
function afterError(error: unknown): NotDone {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'AbortError') return { is: 'cancelled' };
  return failed(name === 'InvalidStateError' ? passkeyWords.there : passkeyWords.failed);
}

async function post(path: string, body: object): Promise<Answered | NotDone> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status === 429) return failed(denialWords.busy);
    const answer: Record<string, unknown> = await response.json();
    return response.ok ? { is: 'done', answer } : failed(sentenceFor(path, answer['reason']));
  } catch {
    return failed(signInWords.unreached);
  }
}

function sentenceFor(path: string, reason: unknown): string {
  if (typeof reason === 'string' && reason in refusalWords)
    return refusalWords[reason as keyof typeof refusalWords];
  return path.endsWith('/sign-in') ? passkeyWords.unknown : passkeyWords.failed;
}
