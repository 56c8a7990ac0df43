import ipaddr from 'ipaddr.js';

/** @typedef {[ipaddr.IPv4 | ipaddr.IPv6, number]} Network */

/** Believed without a word: whoever is on this machine can do as they like anyway. */
export const alwaysTrusted = ['127.0.0.0/8', '::1/128'];

/**
 * Networks, each an address with or without the bits that count: `10.0.0.0/8`, `2001:db8::1`.
 * @param {readonly string[]} networks
 * @returns {Network[]}
 * @throws {Error} names what is no network
 */
export function networksFrom(networks) {
  return networks.map((each) => {
    const whole = each.includes(':') ? `${each}/128` : `${each}/32`;
    const written = each.includes('/') ? each : whole;
    // All four parts of an IPv4 address: 10 would stand for 0.0.0.10.
    const isPlain = written.includes(':') || ipaddr.IPv4.isValidCIDRFourPartDecimal(written);
    if (isPlain && ipaddr.isValidCIDR(written)) {
      const [network, bits] = ipaddr.parseCIDR(written);
      if (!(network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress())) return [network, bits];
    }
    throw new Error(`${each} is no network. One looks like 10.0.0.0/8 or 2001:db8::/32.`);
  });
}

/**
 * Who asked, and by which scheme, as far as proxies that are trusted say so. Of `X-Forwarded-For` only its end is believed, as far
 * as trusted proxies wrote it: the first address from the end that is none of theirs asked. Anybody can have written
 * what stands before that.
 * @param {string | undefined} peer the address at the other end of the connection
 * @param {{ get(name: string): string | null }} headers
 * @param {readonly Network[]} trusted
 * @returns {{ address: string | undefined, isSecure: boolean }}
 */
export function askerOf(peer, headers, trusted) {
  if (peer === undefined || !isWithin(peer, trusted)) return { address: peer, isSecure: false };
  const isSecure = /^\s*https\s*(?:,|$)/i.test(headers.get('x-forwarded-proto') ?? '');
  let address = peer;
  for (const hop of (headers.get('x-forwarded-for') ?? '').split(',').reverse()) {
    const next = withoutPort(hop.trim());
    if (!ipaddr.isValid(next)) break;
    address = next;
    if (!isWithin(next, trusted)) break;
  }
  return { address, isSecure };
}

/**
 * The address in `203.0.113.7:4711` or `[2001:db8::1]:4711`, and what has no port as it is.
 * @param {string} written
 */
export function withoutPort(written) {
  const [, inBrackets, v4] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(written) ?? [];
  return inBrackets ?? v4 ?? written;
}

/**
 * @param {string} address
 * @param {readonly Network[]} networks
 */
function isWithin(address, networks) {
  if (!ipaddr.isValid(address)) return false;
  const read = ipaddr.process(address);
  return networks.some(([network, bits]) => read.kind() === network.kind() && read.match(network, bits));
}
