/** What holds against somebody in a room. */
export const sanctionWords = {
  mutedUntil: (until: string) => `Muted until ${until}`,
  bannedUntil: (until: string) => `The room is closed to them until ${until}`,
  banned: 'The room is closed to them for good',
  by: (name: string, why: string) => (why ? `By ${name}: “${why}”.` : `By ${name}.`),
  andAddress: 'It’s closed to whoever comes from the same address, too.',
  lift: 'Lift',
  lifted: 'Lifted.',
};
