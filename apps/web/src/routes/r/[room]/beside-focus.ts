import { afterNavigate, beforeNavigate } from '$app/navigation';

const room = '/r/[room]';
const isBeside = (route: string | null | undefined) => route?.startsWith(`${room}/`) ?? false;

/**
 * To be called as the room's page is made: whoever closes what is open beside the room goes on from where they opened it, or
 * else where one writes. A phone's keyboard would come up for that.
 */
export function keepFocusBeside(write: () => void): void {
  let opener: Element | null = null;
  beforeNavigate(({ from, to }) => {
    if (from?.route.id === room && isBeside(to?.route.id)) opener = document.activeElement;
  });
  afterNavigate(({ from, to }) => {
    // What was chosen in a drawer is not to be covered by it.
    for (const drawer of document.querySelectorAll<HTMLElement>('[popover]:popover-open'))
      drawer.hidePopover();
    if (!isBeside(from?.route.id) || to?.route.id !== room) return;
    if (opener instanceof HTMLElement && opener.checkVisibility()) opener.focus({ preventScroll: true });
    else if (!matchMedia('(pointer: coarse)').matches) write();
    opener = null;
  });
}
