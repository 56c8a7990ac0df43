import type { Reader } from '$lib/reader.ts';
import type { RoomsService } from '$protocol/rooms.ts';

/** The Worker's methods, and the way for what cannot travel by them: upgrades. */
type RoomsBinding = RoomsService & { fetch(request: Request): Promise<Response> };

declare global {
  namespace App {
    interface Error {
      message: string;
      hint?: string;
    }
    interface Locals {
      reader: Reader;
    }
    interface Platform {
      env: { ROOMS: RoomsBinding };
      cf?: { timezone?: string };
    }
  }
}
