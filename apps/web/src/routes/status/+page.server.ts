import { version } from '$app/environment';
import { roomsOf } from '$lib/server/rooms.ts';
import type { ServiceStatus } from '$protocol/rooms.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const status: ServiceStatus | undefined = await roomsOf(event)
    .status()
    .catch((fault: unknown) => {
      console.error(JSON.stringify({ event: 'status-fault', fault: String(fault) }));
      return undefined;
    });
  event.setHeaders({ 'cache-control': 'no-store' });
  return { build: version, ...(status ? { status } : {}) };
};
