/** What stands beside a room where there is space, and can be put away there: by the ids of its elements. */
const panels = ['rooms', 'people'] as const;
export type Panel = (typeof panels)[number];

export const isPanel = (text: string | undefined): text is Panel => panels.some((panel) => panel === text);

/** How wide the rooms are, in rem. tokens.css has a rule for each step. */
export const roomsWidth = { least: 12, most: 28, step: 0.5, usual: 16.5 };

export const hiddenCookie = 'lull_hidden';
export const roomsWidthCookie = 'lull_rooms_width';

/** The panels that were put away, as the page's root says it: their ids in a row. */
export function hiddenFrom(cookie: string | undefined): string {
  const words = cookie?.split(' ') ?? [];
  return panels.filter((panel) => words.includes(panel)).join(' ');
}

export function roomsWidthFrom(text: string | undefined): number {
  const rem = Number(text || roomsWidth.usual);
  if (Number.isNaN(rem)) return roomsWidth.usual;
  const { least, most, step } = roomsWidth;
  return Math.min(most, Math.max(least, Math.round(rem / step) * step));
}
