/** Where a request came from, by the word of the edge; undefined where there is none in front. */
export function addressIn(request: Request): string | undefined {
  return request.headers.get('cf-connecting-ip') ?? undefined;
}

/** One's own machine: nobody to be limited, and everybody in a test. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/**
 * What stands for an address in a room: it is never kept in clear, and tells nothing in another room. Of an IPv6
 * address only the network counts, in which whoever has it can choose any number.
 */
export async function hiddenAddress(key: string, room: string, address: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const hmac = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign']);
  const signed = encoder.encode(`address ${room} ${networkOf(address)}`);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, signed));
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** 203.0.113.7 as it is; of 2001:db8:1:2:3:4:5:6 the first 64 bits, however it is written. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
