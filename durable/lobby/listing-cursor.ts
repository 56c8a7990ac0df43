import * as v from 'valibot';
import { fromBase64url, toBase64url } from '../auth/base64url.ts';

/** Where a page of the lobby ended: in the batch that begins at KV's own cursor, after this address. */
const ListingCursor = v.object({
  kv: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
  after: v.exactOptional(v.string()),
});
export type ListingCursor = v.InferOutput<typeof ListingCursor>;

const mostLetters = 4_096;

export function tokenForListing(cursor: ListingCursor): string {
  return toBase64url(new TextEncoder().encode(JSON.stringify(cursor)));
}

/** Undefined for a token that says nothing of the kind. It comes from an address bar. */
export function listingCursorIn(token: unknown): ListingCursor | undefined {
  if (typeof token !== 'string' || token.length > mostLetters) return undefined;
  try {
    const read = v.safeParse(ListingCursor, JSON.parse(new TextDecoder().decode(fromBase64url(token))));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
