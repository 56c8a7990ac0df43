import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { fromBase64url, toBase64url } from '../auth/base64url.ts';
import type { RegistrationAnswer, SignInAnswer } from '../auth/passkeys.ts';

/** What an attacker, or another site, would have in place of what is right. */
export type Twist = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  counter?: number;
  userHandle?: string;
};

type Kept = { rawId: Uint8Array<ArrayBuffer>; keys: CryptoKeyPair; userHandle: string; counter: number };

/**
 * A device with passkeys, in software: ES256, discoverable, attestation `none`. What it makes and signs is what
 * https://www.w3.org/TR/webauthn-3/ asks of a browser and its authenticator together.
 */
export class Authenticator {
  readonly passkeys: Kept[] = [];
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async makes(
    options: PublicKeyCredentialCreationOptionsJSON,
    twist: Twist = {},
  ): Promise<RegistrationAnswer> {
    const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const rawId = crypto.getRandomValues(new Uint8Array(16));
    const kept = { rawId, keys, userHandle: options.user.id, counter: twist.counter ?? 0 };
    this.passkeys.push(kept);
    const data = await authenticatorData(
      twist.rpId ?? options.rp.id ?? '',
      kept.counter,
      await attested(kept),
    );
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(data)],
    ]);
    const id = toBase64url(rawId);
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge, twist);
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: toBase64url(clientDataJSON),
        attestationObject: toBase64url(attestation),
        transports: ['internal'],
      },
    };
  }

  /** With its newest passkey; its counter goes up by one each time. */
  async signs(options: PublicKeyCredentialRequestOptionsJSON, twist: Twist = {}): Promise<SignInAnswer> {
    const kept = this.passkeys.at(-1);
    if (!kept) throw new Error('There is no passkey on this device.');
    kept.counter += 1;
    const data = await authenticatorData(twist.rpId ?? options.rpId ?? '', twist.counter ?? kept.counter);
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge, twist);
    const id = toBase64url(kept.rawId);
    return {
      id,
      rawId: id,
      type: 'public-key',
      response: {
        clientDataJSON: toBase64url(clientDataJSON),
        authenticatorData: toBase64url(data),
        signature: toBase64url(await signature(kept.keys, joined(data, await sha256(clientDataJSON)))),
        userHandle: twist.userHandle ?? kept.userHandle,
      },
    };
  }

  #clientData(type: string, challenge: string, twist: Twist): Uint8Array {
    const { origin = this.#origin } = twist;
    const data = { type, challenge: twist.challenge ?? challenge, origin, crossOrigin: false };
    return new TextEncoder().encode(JSON.stringify(data));
  }
}

const userPresent = 0x01;
const userVerified = 0x04;
const withCredential = 0x40;

async function authenticatorData(
  rpId: string,
  counter: number,
  credential: Uint8Array = new Uint8Array(),
): Promise<Uint8Array> {
  const flags = userPresent | userVerified | (credential.length > 0 ? withCredential : 0);
  return joined(
    await sha256(new TextEncoder().encode(rpId)),
    Uint8Array.of(flags),
    uint32(counter),
    credential,
  );
}

// An AAGUID of zeros, the id with its length, and the public key in COSE.
async function attested({ rawId, keys }: Kept): Promise<Uint8Array> {
  const { x = '', y = '' } = (await crypto.subtle.exportKey('jwk', keys.publicKey)) as JsonWebKey;
  const coordinate = (value: string) => bytes(fromBase64url(value) ?? new Uint8Array());
  const cose = map([
    [integer(1), integer(2)],
    [integer(3), integer(-7)],
    [integer(-1), integer(1)],
    [integer(-2), coordinate(x)],
    [integer(-3), coordinate(y)],
  ]);
  return joined(new Uint8Array(16), Uint8Array.of(0, rawId.length), rawId, cose);
}

// WebCrypto signs as two numbers side by side, WebAuthn has them in DER.
async function signature({ privateKey }: CryptoKeyPair, signed: Uint8Array): Promise<Uint8Array> {
  const raw = new Uint8Array(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed),
  );
  const numbers = joined(derInteger(raw.slice(0, 32)), derInteger(raw.slice(32)));
  return joined(Uint8Array.of(0x30, numbers.length), numbers);
}

function derInteger(number: Uint8Array): Uint8Array {
  const digits = number.subarray(number.findIndex((byte) => byte !== 0));
  const padded = (digits[0] ?? 0) >= 0x80 ? joined(Uint8Array.of(0), digits) : digits;
  return joined(Uint8Array.of(0x02, padded.length), padded);
}

// As much CBOR (https://www.rfc-editor.org/rfc/rfc8949) as an attestation needs.
const head = (major: number, value: number) =>
  value < 24
    ? Uint8Array.of((major << 5) | value)
    : value < 256
      ? Uint8Array.of((major << 5) | 24, value)
      : Uint8Array.of((major << 5) | 25, value >> 8, value & 0xff);
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Uint8Array) => joined(head(2, value.length), value);
const text = (value: string) => joined(head(3, value.length), new TextEncoder().encode(value));
const map = (entries: [Uint8Array, Uint8Array][]) => joined(head(5, entries.length), ...entries.flat());

const uint32 = (value: number) => new Uint8Array(new Uint32Array([value]).buffer).reverse();
const sha256 = async (value: Uint8Array) => new Uint8Array(await crypto.subtle.digest('SHA-256', value));

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
