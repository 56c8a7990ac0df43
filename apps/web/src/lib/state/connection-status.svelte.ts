import { untrack } from 'svelte';
import { mayAskToReload } from '$lib/browser/renewal.ts';
import type { RoomState } from './room.svelte.ts';

/**
 * What the banner says of the line, and of what waits for it. A short break is nobody's business: it speaks after
 * five seconds. `unkept`: the browser does not keep what is unsent, and something has been so for a while.
 */
export type ConnectionNotice =
  | 'offline'
  | 'finding'
  | 'crowded'
  | 'back'
  | 'reload'
  | 'renewing'
  | 'broken'
  | 'unkept';

const troubleAfterMs = 5_000;
const backShownMs = 3_000;
/** A word that is on its way for longer than this is worth a worry. */
const unkeptWarningMs = 1_500;
const welcomeWithinMs = 2_000;
const tryAnewMs = 60_000;

export class ConnectionStatus {
  readonly #room: RoomState;
  #shown: 'nothing' | 'trouble' | 'back' = $state('nothing');
  #online = $state(true);
  /** A little longer than the browser is: what comes next is most often the welcome. */
  #saysOffline = $state(false);
  #renewal: 'none' | 'reload' | 'renewing' = $state('none');
  #worried = $state(false);
  // Derived, so that the attempts in between do not start the patience anew. A browser that says it is offline
  // is right before the socket knows.
  readonly #live = $derived.by(
    () => (this.#room.connection === 'live' && this.#online) || !this.#room.follows,
  );
  readonly #isWelcome = $derived.by(() => this.#room.connection === 'live');
  readonly #stopped = $derived.by(() => this.#room.stopped);
  readonly #atRisk = $derived.by(() => this.#room.isAtRisk);

  constructor(room: RoomState) {
    this.#room = room;
  }

  get notice(): ConnectionNotice | undefined {
    if (this.#renewal !== 'none') return this.#renewal;
    if (this.#stopped === 'stop') return 'broken';
    // The form that asks for a name says all there is to say, and so does the page that is loaded anew.
    if (this.#stopped === 'introduce' || this.#stopped === 'leave') return undefined;
    // Whoever must leave the page open is told so with the first sentence, not with a second one.
    if (this.#saysOffline && (this.#atRisk || this.#shown === 'trouble')) return 'offline';
    if (this.#shown === 'trouble') return this.#room.isCrowded ? 'crowded' : 'finding';
    if (this.#worried) return 'unkept';
    return this.#shown === 'back' ? 'back' : undefined;
  }

  /** To be called in an effect: runs anew whenever the line is lost or found. */
  watch = (): (() => void) => {
    const live = this.#live;
    if (live && untrack(() => this.#shown === 'trouble')) this.#shown = 'back';
    const timer = setTimeout(
      () => (this.#shown = live ? 'nothing' : 'trouble'),
      live ? backShownMs : troubleAfterMs,
    );
    return () => clearTimeout(timer);
  };

  /** To be called in an effect: asks for a reload once when the room is newer, and after that waits for the pages. */
  watchRenewal = (): (() => void) | undefined => {
    if (this.#isWelcome) this.#renewal = 'none';
    if (this.#stopped !== 'reload') return undefined;
    this.#renewal = mayAskToReload(Date.now()) ? 'reload' : 'renewing';
    if (this.#renewal === 'reload') return undefined;
    const timer = setTimeout(this.#room.tryAnew, tryAnewMs * (0.75 + Math.random() / 2));
    return () => clearTimeout(timer);
  };

  /** To be called in an effect: says when something only this page has is not sent at once. */
  watchUnkept = (): (() => void) => {
    const atRisk = this.#atRisk;
    if (!atRisk) this.#worried = false;
    const timer = setTimeout(() => (this.#worried = atRisk), unkeptWarningMs);
    return () => clearTimeout(timer);
  };

  /** To be called in an effect: follows what the browser says of the network. */
  watchNetwork = (): (() => void) => {
    const off = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = () => {
      this.#online = navigator.onLine;
      clearTimeout(timer);
      if (!this.#online) this.#saysOffline = true;
      else timer = setTimeout(() => (this.#saysOffline = false), welcomeWithinMs);
    };
    update();
    addEventListener('online', update, off);
    addEventListener('offline', update, off);
    return () => {
      off.abort();
      clearTimeout(timer);
    };
  };
}
