import { count } from './format.ts';

/** Where emoji are chosen. What each is called comes with the list of them. */
export const emojiWords = {
  title: 'Emoji',
  search: 'Search emoji',
  skinTone: 'Skin tone',
  /** None, and then from the lightest to the darkest. */
  tones: ['No skin tone', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
  recent: 'Recent',
  results: 'Found',
  groups: {
    'smileys-emotion': 'Smileys',
    'people-body': 'People',
    'animals-nature': 'Animals and nature',
    'food-drink': 'Food and drink',
    'travel-places': 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  } as Record<string, string>,
  symbolsAndFlags: 'Symbols and flags',
  kinds: 'Kinds of emoji',
  found: (n: number) => count(n, 'emoji found', 'emoji found'),
  none: 'No emoji goes by that.',
  loading: 'Fetching emoji…',
  notLoaded: 'The emoji could not be fetched.',
};
