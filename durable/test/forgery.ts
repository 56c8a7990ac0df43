/** Anything at all, signed as the Worker signs a guest's claims. */
export async function signed(key: string, claims: string | Uint8Array): Promise<string> {
  const bytes = typeof claims === 'string' ? new TextEncoder().encode(claims) : claims;
  const body = base64url(bytes);
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const hmac = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', hmac, encoder.encode(body));
  return `${body}.${base64url(new Uint8Array(signature))}`;
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
