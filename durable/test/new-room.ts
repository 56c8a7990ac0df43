let rooms = 0;

/** A room of its own for each test: tests that share a runtime share its storage as well. */
export function newRoom(): string {
  rooms += 1;
  return `room-${rooms}`;
}
