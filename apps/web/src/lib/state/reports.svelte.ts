import { noteReportSeen, reportSeen } from '$lib/browser/reports-seen.ts';
import type { RoomState } from './room.svelte.ts';

/** Whether something was reported in a room that the moderator who sits here has not looked at, in this browser. */
export class ReportsState {
  readonly #address: string;
  readonly #room: RoomState;
  readonly #isLogOpen: () => boolean;
  #seen = $state(0);

  constructor(address: string, room: RoomState, isLogOpen: () => boolean) {
    this.#address = address;
    this.#room = room;
    this.#isLogOpen = isLogOpen;
  }

  get isNew(): boolean {
    const { report } = this.#room;
    return report !== undefined && report > this.#seen;
  }

  /** To be called in an effect: whoever looks into the log has seen what was reported. */
  watch = (): void => {
    const { report, you } = this.#room;
    if (report === undefined || !you) return;
    if (this.#isLogOpen()) noteReportSeen(this.#address, you.id, report);
    this.#seen = this.#isLogOpen() ? report : reportSeen(this.#address, you.id);
  };
}
