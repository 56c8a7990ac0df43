import { noteReportSeen, reportSeen } from '$lib/browser/reports-seen.ts';
import { isAtLeast } from '$protocol/roles.ts';
import type { RoomState } from './room.svelte.ts';

/** Whether something was reported in a room that the moderator who sits here has not looked at, in this browser. */
export class ReportsState {
  readonly #address: string;
  readonly #room: RoomState;
  readonly #shownUpTo: () => number;
  #seen = $state(0);

  /** @param shownUpTo the newest number that is shown in the log, 0 while it is not open */
  constructor(address: string, room: RoomState, shownUpTo: () => number) {
    this.#address = address;
    this.#room = room;
    this.#shownUpTo = shownUpTo;
  }

  get isNew(): boolean {
    const { report, role } = this.#room;
    return report !== undefined && report > this.#seen && isAtLeast(role, 'moderator');
  }

  /** To be called in an effect: whoever looks into the log has seen what was reported. */
  watch = (): void => {
    const { report, you } = this.#room;
    if (report === undefined || !you) return;
    const isShown = this.#shownUpTo() >= report;
    if (isShown) noteReportSeen(this.#address, you.id, report);
    this.#seen = isShown ? report : reportSeen(this.#address, you.id);
  };
}
