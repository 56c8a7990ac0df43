import type { Tab } from './tab.ts';

/** What a screen reader says, and by what somebody who uses one finds their way. */
export function screenReader({ page }: Tab) {
  return {
    /** What it says without being asked. */
    announcements: page.getByTestId('announcer').locator('p'),
  };
}

export type ScreenReader = ReturnType<typeof screenReader>;
