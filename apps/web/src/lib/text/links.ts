import { isRoomName } from '$protocol/words.ts';

/** How a link is shown. */
export type ShownLink = {
  href: string;
  /** Where it really leads, to be shown beside it: its words are not that. */
  host?: string;
  /** It leads to a room here, or to what was said there. */
  room?: { name: string; seq?: number };
};

/**
 * Undefined for what is no address after all. A host is in punycode where it has other letters than ASCII: some of those look like
 * letters of a host that people trust.
 *
 * @param label what the link reads
 * @param origin of this site
 */
export function linkShown(href: string, label: string, origin: string): ShownLink | undefined {
  const url = parsed(href);
  if (!url) return undefined;
  const link = { href: url.href };
  if (url.protocol === 'mailto:') {
    const address = href.slice('mailto:'.length);
    return label === address || label === href ? link : { ...link, host: address };
  }
  const room = url.origin === origin && label === href ? roomIn(url) : undefined;
  if (room) return { ...link, room };
  return isHonest(label, url) ? link : { ...link, host: url.host };
}

/** Whether the words of a link are its address, or its host, and nothing in them can be taken for another. */
function isHonest(label: string, url: URL): boolean {
  if (url.username || url.password || url.host.includes('xn--')) return false;
  const bare = (address: string) => address.replace(/^https?:\/\//i, '').replace(/^www\./i, '');
  const words = bare(label);
  const [host = ''] = words.split(/[/?#]/);
  if (host.toLowerCase() !== bare(url.host)) return false;
  return words === host || parsed(`https://${words}`)?.href.slice('https://'.length) === bare(url.href);
}

// Not all browsers have URL.parse yet.
function parsed(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

function roomIn({ pathname, search, hash }: URL): ShownLink['room'] {
  const [, written, before] = /^\/r\/([^/]+)(?:\/messages\/(\d{1,15}))?\/?$/.exec(pathname) ?? [];
  const [, at] = /^\?at=(\d{1,15})$/.exec(search) ?? [];
  const seq = before ?? at;
  if (!written || (search && (!at || before)) || (hash && hash !== `#m${at}`)) return undefined;
  try {
    const name = decodeURIComponent(written);
    return isRoomName(name) ? { name, ...(seq ? { seq: Number(seq) } : {}) } : undefined;
  } catch {
    return undefined;
  }
}
