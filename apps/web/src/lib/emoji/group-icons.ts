/** A path on Icon's grid for each kind of emoji, in its strokes. */
export const groupIcons: Record<string, string> = {
  'smileys-emotion':
    'M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14M7.5 8.2v.01M12.5 8.2v.01M6.8 11.8a3.8 3.8 0 0 0 6.4 0',
  'people-body': 'M10 3.5a3.25 3.25 0 1 1 0 6.5a3.25 3.25 0 1 1 0-6.5M4.5 16.5a5.5 5.5 0 0 1 11 0',
  'animals-nature': 'M5.6 14.4C3.6 8.6 8 4.2 16 4c.2 8-4.2 12.4-10.4 10.4M3.5 16.5 11 9',
  'food-drink':
    'M4.5 7h9v4.5a4 4 0 0 1-4 4h-1a4 4 0 0 1-4-4ZM13.5 8.25h1a2.25 2.25 0 0 1 0 4.5h-1.2M7.5 4.5v-1M10.5 4.5v-1',
  'travel-places': 'M3.5 14.5v-3.2l1.9-4.8h9.2l1.9 4.8v3.2ZM3.5 11h13M6 14.5V16M14 14.5V16',
  activities: 'M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14M5.1 5.1a7 7 0 0 1 0 9.8M14.9 5.1a7 7 0 0 0 0 9.8',
  objects: 'M7.75 13.5c0-1.7-2.25-2.6-2.25-5.5a4.5 4.5 0 0 1 9 0c0 2.9-2.25 3.8-2.25 5.5ZM8.25 16.5h3.5',
  symbols: 'M10 16.3C5 12.7 3 10.4 3 7.7A3.6 3.6 0 0 1 10 6a3.6 3.6 0 0 1 7 1.7c0 2.7-2 5-7 8.6Z',
};
