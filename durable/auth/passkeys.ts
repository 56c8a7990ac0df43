import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import * as v from 'valibot';
import { type Person, PersonId } from '../../protocol/message.ts';
import { fromBase64url } from './base64url.ts';
import { challengeSeconds } from './challenge.ts';

/** What is needed to recognise a passkey. All of it is public: the secret never leaves its owner's device. */
export type Credential = { id: string; publicKey: Uint8Array; counter: number; transports: string[] };

/** What we asked a passkey to sign, where, and until when an answer is one. */
export type Expected = { challenge: string; expiresAtMs: number; origin: string; rpId: string };

const base64url = v.pipe(v.string(), v.regex(/^[\w-]+$/));
const credential = {
  // The standard has 1,023 bytes at most.
  id: v.pipe(base64url, v.maxLength(1_364)),
  rawId: base64url,
  type: v.literal('public-key'),
};

/** A browser's answer to the options of `optionsToKeep`. */
export const RegistrationAnswer = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: v.exactOptional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(10))),
  }),
});
export type RegistrationAnswer = v.InferOutput<typeof RegistrationAnswer>;

/** A browser's answer to the options of `optionsToSignIn`. */
export const SignInAnswer = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url,
  }),
});
export type SignInAnswer = v.InferOutput<typeof SignInAnswer>;

const timeout = challengeSeconds * 1000;
/** Ed25519, ES256 and RS256, by their numbers in COSE: among them every passkey has one. */
const algorithms = [-8, -7, -257];

// Some hundred kilobytes, of use to whoever has a passkey in their hand: no room waits for them on waking.
const webAuthn = () => import('@simplewebauthn/server');

/** `have`: the passkeys that the person has, of which a device makes no second one. */
export async function optionsToKeep(
  rpId: string,
  { id, name }: Person,
  have: { id: string; transports: string[] }[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return (await webAuthn()).generateRegistrationOptions({
    rpName: 'Lull',
    rpID: rpId,
    userName: name,
    userDisplayName: name,
    userID: new TextEncoder().encode(id).slice(),
    timeout,
    attestationType: 'none',
    excludeCredentials: have,
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
    supportedAlgorithmIDs: algorithms,
  });
}

export async function optionsToSignIn(rpId: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return (await webAuthn()).generateAuthenticationOptions({
    rpID: rpId,
    timeout,
    userVerification: 'preferred',
  });
}

/** The passkey that this answer makes; undefined for whatever is wrong with it. */
export async function newPasskey(
  answer: RegistrationAnswer,
  expected: Expected,
): Promise<Credential | undefined> {
  const { verifyRegistrationResponse } = await webAuthn();
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    });
    if (!registrationInfo) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    return { id, publicKey, counter, transports: answer.response.transports ?? [] };
  } catch {
    // It throws for what is wrong with an answer, and whoever sent it learns nothing of that.
    return undefined;
  }
}

/** The counter in this answer, which this passkey signed; undefined for whatever is wrong with it. */
export async function counterIn(
  answer: SignInAnswer,
  expected: Expected,
  { id, publicKey, counter }: Credential,
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await webAuthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: expected.challenge,
      expectedOrigin: expected.origin,
      expectedRPID: expected.rpId,
      credential: { id, publicKey: publicKey.slice(), counter },
      requireUserVerification: false,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}

/** Whose passkey answered, by its own word; nothing is proved by that. */
export function personIn({ response: { userHandle } }: SignInAnswer): PersonId | undefined {
  const id = new TextDecoder().decode(fromBase64url(userHandle));
  return v.is(PersonId, id) ? id : undefined;
}
