/** As much of a node of a document as reading what was pasted takes: a browser's are so, and those of a parser in tests. */
export type HtmlNode = {
  /** An element's name, a browser's in capitals; `#text` of a text. */
  readonly nodeName: string;
  /** What a text says. */
  readonly nodeValue?: string | null;
  readonly childNodes: ArrayLike<HtmlNode>;
  getAttribute?(name: string): string | null;
};

export const nameOfNode = (node: HtmlNode): string => node.nodeName.toLowerCase();

export const attributeOf = (node: HtmlNode, name: string): string => node.getAttribute?.(name) ?? '';

/** What an element's own style says of a property, in small letters; empty where it says nothing. */
export function styleOf(node: HtmlNode, property: string): string {
  const value = new RegExp(`(?:^|;)\\s*${property}\\s*:([^;]*)`, 'i').exec(attributeOf(node, 'style'))?.[1];
  return value?.trim().toLowerCase() ?? '';
}

const unseen = new Set(
  'script style template noscript head title meta link object embed iframe canvas video audio svg math select textarea'.split(
    ' ',
  ),
);

/** Whether nobody sees anything of it, or it is more than words. */
export function isUnseen(node: HtmlNode): boolean {
  const name = nameOfNode(node);
  return (
    unseen.has(name) ||
    (name.startsWith('#') && name !== '#text') ||
    node.getAttribute?.('hidden') != null ||
    styleOf(node, 'display') === 'none'
  );
}

const blocks = new Set(
  `address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3
  h4 h5 h6 header hgroup hr legend li main menu nav ol p pre section summary table tbody tfoot thead tr ul`.split(
    /\s+/,
  ),
);

/** Whether it begins a line of its own. */
export const isBlock = (node: HtmlNode): boolean => blocks.has(nameOfNode(node));

/**
 * What stands in a node as it is, with its blanks and tabs and a line for each block, however deep it is: not by recursion, which a
 * page could make too deep.
 */
export function textWithin(root: HtmlNode): string {
  const parts: string[] = [];
  const endLine = () => {
    if (parts.at(-1)?.endsWith('\n') === false) parts.push('\n');
  };
  const say = (text: string) => {
    if (text !== '') parts.push(text);
  };
  const rest: (HtmlNode | 'end of block')[] = [root];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (next === 'end of block') endLine();
    else if (next.nodeName === '#text') say(next.nodeValue ?? '');
    else if (nameOfNode(next) === 'br') say('\n');
    else if (!isUnseen(next)) {
      if (isBlock(next)) {
        endLine();
        rest.push('end of block');
      }
      for (let i = next.childNodes.length - 1; i >= 0; i -= 1) rest.push(next.childNodes[i] as HtmlNode);
    }
  }
  return parts.join('');
}
