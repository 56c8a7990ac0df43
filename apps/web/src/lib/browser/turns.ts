import type { OutboxStore } from '$client/outbox-store.ts';
import type { Look } from './look.ts';

type Turn = Parameters<OutboxStore['lead']>[1];
type Claim = { giveUp: AbortController; held: boolean };

/**
 * Lets one tab of this browser go ahead: the first that asked, or the one that is looked at. A tab takes over
 * once for each time that somebody begins to look at it, so two windows side by side do not fight.
 * @returns how to hand on and ask no more
 */
export function takeTurns(name: string, turn: Turn, look: Look): () => void {
  // Only a secure page has locks. Without them every tab goes ahead: the room says once what it hears twice.
  if (!navigator.locks) {
    turn.begin();
    return () => {};
  }
  const ask = (steals: boolean): Claim =>
    claim(name, steals, turn, () => {
      mine = ask(false);
    });
  let mine = ask(look.isSeen());
  const stopLooking = look.onSeen(() => {
    if (mine.held) return;
    mine.giveUp.abort();
    mine = ask(true);
  });
  return () => {
    stopLooking();
    mine.giveUp.abort();
  };
}

/** @param lost is called when another tab has taken over, after the turn has ended */
function claim(name: string, steals: boolean, turn: Turn, lost: () => void): Claim {
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const claim: Claim = { giveUp, held: false };
  const begin = () => {
    claim.held = true;
    turn.begin();
  };
  const hold = () => {
    // No signal reaches a request that steals, nor one that was granted a moment ago.
    if (signal.aborted) return;
    const givenUp = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    begin();
    return givenUp;
  };
  request(name, steals ? { steal: true } : { signal }, hold).catch((error) => {
    if (signal.aborted) return;
    if (error.name === 'AbortError') {
      giveUp.abort();
      if (claim.held) turn.end();
      lost();
    } else if (claim.held) throw error;
    // Locks are known here but refused, as where cookies are: then it is as without them.
    else begin();
  });
  return claim;
}

// Some browsers refuse by throwing.
function request(name: string, options: LockOptions, hold: () => unknown): Promise<unknown> {
  try {
    return navigator.locks.request(name, options, hold);
  } catch (error) {
    return Promise.reject(error);
  }
}
