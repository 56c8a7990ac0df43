/** How many tints there are: `--person-1` and so on in tokens.css. */
export const tints = 10;

/** The class of one of the quiet tints, always the same one for the same person. */
export function tintOf(id: string): string {
  let hash = 0;
  for (let i = 0; i < id.length; i += 1) hash = (hash * 31 + id.charCodeAt(i)) % 65_521;
  return `tint-${(hash % tints) + 1}`;
}
