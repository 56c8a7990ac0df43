const how = [
  'quiet',
  'blue',
  'late',
  'slow',
  'warm',
  'paper',
  'copper',
  'north',
  'little',
  'open',
  'rainy',
  'green',
  'salt',
  'early',
  'velvet',
  'amber',
];
const what = [
  'kettle',
  'harbour',
  'lantern',
  'bench',
  'orchard',
  'attic',
  'ferry',
  'garden',
  'window',
  'bridge',
  'kitchen',
  'meadow',
  'library',
  'veranda',
  'tandem',
  'teapot',
];

/** A name for whoever has no idea how to call their room: Blue kettle. Nobody is told whether it is free. */
export function suggestedRoom(random: () => number = Math.random): string {
  const oneOf = (words: string[]) => words[Math.floor(random() * words.length)] ?? '';
  const first = oneOf(how);
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${oneOf(what)}`;
}
