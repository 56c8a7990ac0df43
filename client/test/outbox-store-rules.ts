import { keepingRules } from './keeping-rules.ts';
import { leadingRules } from './leading-rules.ts';
import type { TestTab } from './tabs.ts';
import { tellingRules } from './telling-rules.ts';

/**
 * The rules that every OutboxStore keeps, in memory and in a browser.
 * @param open opens another tab of the same browser, unseen, in a room that is new in each test
 */
export function shelfRules(open: () => TestTab): void {
  keepingRules(open);
  tellingRules(open);
  leadingRules(open);
}
