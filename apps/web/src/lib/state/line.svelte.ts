import { untrack } from 'svelte';
import type { RoomState } from './room.svelte.ts';

/** What the banner says of the line. A short break is nobody's business: it speaks after five seconds. */
export type LineNotice = 'offline' | 'finding' | 'back' | 'reload' | 'broken';

const patienceMs = 5_000;
const relishMs = 3_000;

export class LineState {
  readonly #room: RoomState;
  #shown: 'nothing' | 'trouble' | 'back' = $state('nothing');
  #online = $state(true);
  // Derived, so that the attempts in between do not start the patience anew. A browser that says it is offline
  // is right before the socket knows.
  readonly #live = $derived.by(
    () => (this.#room.connection === 'live' && this.#online) || !this.#room.follows,
  );

  constructor(room: RoomState) {
    this.#room = room;
  }

  get notice(): LineNotice | undefined {
    const { stopped } = this.#room;
    if (stopped === 'reload') return 'reload';
    if (stopped === 'stop') return 'broken';
    // The form that asks for a name says all there is to say.
    if (stopped === 'introduce') return undefined;
    if (this.#shown === 'trouble') return this.#online ? 'finding' : 'offline';
    return this.#shown === 'back' ? 'back' : undefined;
  }

  /** To be called in an effect: runs anew whenever the line is lost or found. */
  watch = (): (() => void) => {
    const live = this.#live;
    if (live && untrack(() => this.#shown === 'trouble')) this.#shown = 'back';
    const timer = setTimeout(
      () => (this.#shown = live ? 'nothing' : 'trouble'),
      live ? relishMs : patienceMs,
    );
    return () => clearTimeout(timer);
  };

  /** To be called in an effect: follows what the browser says of the network. */
  watchNetwork = (): (() => void) => {
    const off = new AbortController();
    const update = () => (this.#online = navigator.onLine);
    update();
    addEventListener('online', update, off);
    addEventListener('offline', update, off);
    return () => off.abort();
  };
}
