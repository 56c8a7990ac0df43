import type { RoomsService } from '$protocol/rooms.ts';
import type { Reader } from '$lib/reader.ts';

declare global {
  namespace App {
    interface Locals {
      reader: Reader;
    }
    interface Platform {
      env: { ROOMS: RoomsService };
      cf?: { timezone?: string };
    }
    interface Error {
      message: string;
    }
  }
}
