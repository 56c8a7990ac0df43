import type { Reader } from '$lib/reader.ts';
import type { RoomsService } from '$protocol/rooms.ts';

/** The Worker's methods, and the way for what cannot travel by them: upgrades. */
type RoomsBinding = RoomsService & { fetch(request: Request): Promise<Response> };

declare global {
  namespace App {
    interface Error {
      message: string;
      hint?: string;
      /** Nobody has made this room, or it is not open to whoever asked: which of the two is not told. */
      noRoom?: string;
      /** Whether this browser brought a session, be it one that has ended. */
      hasSession?: boolean;
      /** A room is closed to this person. `opens` says when it opens for them; absent for good. */
      closed?: { opens?: string; why?: string };
    }
    interface Locals {
      reader: Reader;
      /** The value of Retry-After, when the answer asks to wait. */
      retryAfter?: string;
      /** The answer is to be kept in no cache. */
      isPrivate?: boolean;
    }
    interface Platform {
      env: { ROOMS: RoomsBinding };
      cf?: { timezone?: string };
    }
  }
}
