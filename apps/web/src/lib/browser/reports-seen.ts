import type { PersonId } from '$protocol/message.ts';

const keyOf = (room: string, person: PersonId) => `reports/${room}/${person}`;

/** The number of the newest report that this moderator has looked at in the log, in this browser; 0 for none. */
export function reportSeen(room: string, person: PersonId): number {
  try {
    return Number(localStorage.getItem(keyOf(room, person)) ?? 0);
  } catch {
    return 0;
  }
}

export function noteReportSeen(room: string, person: PersonId, n: number): void {
  try {
    localStorage.setItem(keyOf(room, person), `${n}`);
  } catch {
    // Then it is shown as new again.
  }
}
