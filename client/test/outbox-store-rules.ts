import { keepingRules } from './keeping-rules.ts';
import { leadingRules } from './leading-rules.ts';
import type { Tab } from './tabs.ts';
import { tellingRules } from './telling-rules.ts';

/**
 * The rules that every Shelf keeps, in memory and in a browser.
 * @param open opens another tab of the same browser, unseen, in a room that is new in each test
 */
export function shelfRules(open: () => Tab): void {
  keepingRules(open);
  tellingRules(open);
  leadingRules(open);
}
