import { type DefaultTreeAdapterMap, parse } from 'parse5';
import type { HtmlNode } from './html-node.ts';

type Node = DefaultTreeAdapterMap['childNode'] | DefaultTreeAdapterMap['element'];

/** For tests, in which there is no browser: the body of a page, parsed as the standard has it and so as a browser would. */
export function parsedHtml(html: string): HtmlNode {
  const page = parse(html).childNodes.find(({ nodeName }) => nodeName === 'html') as Element5;
  return seen(page.childNodes.find(({ nodeName }) => nodeName === 'body') as Element5);
}

type Element5 = DefaultTreeAdapterMap['element'];

function seen(node: Node): HtmlNode {
  let children: HtmlNode[] | undefined;
  return {
    nodeName: 'tagName' in node ? node.tagName.toUpperCase() : node.nodeName,
    nodeValue: 'value' in node ? node.value : null,
    get childNodes() {
      children ??= 'childNodes' in node ? node.childNodes.map(seen) : [];
      return children;
    },
    getAttribute: (name) =>
      'attrs' in node ? (node.attrs.find((one) => one.name === name)?.value ?? null) : null,
  };
}
