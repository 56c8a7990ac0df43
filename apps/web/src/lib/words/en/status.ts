const ms = (duration: number | null) =>
  duration === null ? '—' : duration < 1000 ? `${duration} ms` : `${duration / 1000} s`;

/** The page that says how Lull does. */
export const statusWords = {
  title: 'Status',
  well: 'Lull is well',
  unwell: 'Something is not well',
  unwellText: 'What was said is safe. What you write waits until it can be sent.',
  silent: 'The rooms do not answer',
  rooms: 'Rooms and people',
  list: 'The list of open rooms',
  reached: 'can be reached',
  notReached: 'cannot be reached',
  answers: 'Rooms answered within the last hour',
  asked: (count: number, failed: number) =>
    count === 0
      ? 'nobody asked'
      : `${count} ${count === 1 ? 'time' : 'times'}${failed === 0 ? '' : `, and ${failed} failed`}`,
  half: 'Half of that took at most',
  most: '99 of 100 took at most',
  ms,
  build: 'Build of the pages',
  protocol: 'Version of the protocol',
  partial: 'As the machine that made this page has seen it since it began.',
};
