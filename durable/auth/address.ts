import ipaddr from 'ipaddr.js';

/** Where a request came from, by the word of the edge; undefined where there is none in front. */
export function addressIn(request: Request): string | undefined {
  return request.headers.get('cf-connecting-ip') ?? undefined;
}

/** One's own machine: nobody to be limited, and everybody in a test. */
export function isLoopback(address: string): boolean {
  return addressFrom(address)?.range() === 'loopback';
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

/**
 * 203.0.113.7 as it is, also where IPv6 stands for it; of 2001:db8:1:2:3:4:5:6 the first 64 bits, however it is written.
 * What is no address stands for itself.
 */
export function networkOf(address: string): string {
  const read = addressFrom(address);
  if (!read) return address;
  if (!(read instanceof ipaddr.IPv6)) return read.toString();
  const network = read.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

function addressFrom(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // IPv4 mapped into IPv6 becomes IPv4.
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

/** By which name whoever has none pays for what they read: with all who share their address. */
export const addressPayer = (address = 'unknown'): string => `address ${address}`;
