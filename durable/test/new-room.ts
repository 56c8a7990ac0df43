let rooms = 0;

/** A room of its own for each test. Files need not care about each other: each has its own storage. */
export function newRoom(): string {
  rooms += 1;
  return `room-${rooms}`;
}
