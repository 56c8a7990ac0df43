import { expect, type Locator } from 'playwright/test';
import { canHover, press, type Tab } from './tab.ts';
import type { Transcript } from './transcript.ts';

/** What can be done with a line: beside it, or in the menu behind “More”. */
const beside = ['React', 'Reply', 'Edit', 'More'] as const;
type Beside = (typeof beside)[number];
export type Hand =
  | Beside
  | 'Delete'
  | 'Report'
  | 'Remove'
  | 'Copy text'
  | 'Copy link'
  | 'Pin'
  | 'Unpin'
  | 'Earlier versions'
  | 'Reply in a thread'
  | 'Open thread';

const isBeside = (hand: Hand): hand is Beside => (beside as readonly string[]).includes(hand);

/** What is offered about the lines of the list. */
export function hands(tab: Tab, list: Transcript) {
  const { log, lineOf } = list;
  const menu = tab.page.getByRole('menu', { name: 'Message' });
  const offered = (hand: Beside) => {
    const named = { name: hand, exact: true };
    return log.getByRole('button', named).or(log.getByRole('link', named));
  };

  return {
    editButtons: offered('Edit'),
    moreLinks: offered('More'),
    messageMenu: menu,

    /** Chooses what to do with a line. */
    async doesWith(hand: Hand, text: string): Promise<void> {
      await choose(tab, list, hand, text);
    },

    /** What the menu of a line offers, which is closed again. */
    async menuOf(text: string): Promise<string[]> {
      await choose(tab, list, 'More', text);
      await expect(menu).toBeVisible();
      const items = await menu.locator('[role=menuitem] > span').allTextContents();
      await tab.page.keyboard.press('Escape');
      await expect(menu).toBeHidden();
      return items;
    },

    /** Opens the menu of a line where it is pressed with the other button, or long. */
    async opensMenuAt(text: string): Promise<void> {
      const words = await list.words(text).boundingBox();
      await list.words(text).click({ button: 'right', position: { x: 60, y: 8 } });
      await expect(menu).toBeVisible();
      const at = await menu.boundingBox();
      // Its corner is where the pointer is, to within a finger's width, or the window has no space for that.
      expect(Math.abs((at?.x ?? 0) - (words?.x ?? Number.NaN) - 60)).toBeLessThan(24);
    },

    /** Uses a browser that asks for no menu by a long press, as those of iOS. */
    async hasOwnLongPress(): Promise<void> {
      await tab.context.addInitScript(() => {
        const supports = CSS.supports.bind(CSS) as (...condition: string[]) => boolean;
        CSS.supports = (...condition: string[]) =>
          condition[0] === '-webkit-touch-callout' || supports(...condition);
      });
    },

    /** A finger rests on these words until their menu is there. */
    async pressesLong(text: string): Promise<void> {
      await touch(list.words(text), 'pointerdown');
      await expect(menu).toBeVisible();
    },

    /** The finger that rests on these words is lifted. Whatever would come of that is not done. */
    async liftsFinger(text: string): Promise<void> {
      await touch(list.words(text), 'pointerup');
      expect(await touch(list.words(text), 'touchend')).toBe('prevented');
    },

    /** A finger rests on these words for a moment, and goes on to scroll. */
    async beginsToScrollAt(text: string): Promise<void> {
      await touch(list.words(text), 'pointerdown');
      await touch(list.words(text), 'pointermove', 40);
    },

    /** The menu is there, and still is when all that a press does is over. */
    async menuStays(): Promise<void> {
      await tab.page.waitForTimeout(500);
      await expect(menu).toBeVisible();
    },

    /** Longer than a long press takes. */
    async staysWithoutMenu(): Promise<void> {
      await tab.page.waitForTimeout(700);
      await expect(menu).toBeHidden();
    },

    async choosesFromMenu(item: string): Promise<void> {
      await press(menu.getByRole('menuitem', { name: item, exact: true }));
      await expect(menu).toBeHidden();
    },

    /** Nothing of the kind is offered beside any words. */
    async isOfferedNo(hand: Beside): Promise<void> {
      await expect(offered(hand)).toHaveCount(0);
    },

    async isOfferedNothing(): Promise<void> {
      await expect(log.getByRole('article').getByRole('button')).toHaveCount(0);
    },

    /** The keyboard goes on from this line. */
    async hasFocusOn(text: string): Promise<void> {
      await expect(lineOf(text)).toBeFocused();
    },
  };
}

export type Hands = ReturnType<typeof hands>;

/** Points at the words, or taps them where nothing can hover, and chooses what to do about them. */
export async function choose(tab: Tab, list: Transcript, hand: Hand, text: string): Promise<void> {
  const { lineOf, words } = list;
  const named = { name: isBeside(hand) ? hand : 'More', exact: true };
  const line = lineOf(text);
  const button = line.getByRole('button', named).or(line.getByRole('link', named));
  // It is there, if unseen, once the room has said the words.
  await expect(button).toBeAttached();
  if (await canHover(tab)) {
    await words(text).hover();
  } else {
    // Nothing has the focus in a window behind another.
    await tab.page.bringToFront();
    await words(text).click();
  }
  await button.click();
  if (!isBeside(hand)) await press(tab.page.getByRole('menuitem', { name: hand, exact: true }));
}

/** What a finger on the middle of it tells a page, `by` pixels lower, and whether the page keeps the system from what comes of it. */
function touch(on: Locator, type: string, by = 0): Promise<'prevented' | 'let'> {
  return on.evaluate(
    (element, [type, by]) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const where = { clientX: x + width / 2, clientY: y + height / 2 + by, bubbles: true, cancelable: true };
      const event =
        type === 'touchend'
          ? new Event(type, where)
          : new PointerEvent(type, { ...where, pointerType: 'touch', isPrimary: true });
      return element.dispatchEvent(event) ? 'let' : 'prevented';
    },
    [type, by] as const,
  );
}
