import { beforeEach } from 'vitest';
import { MemoryShelves } from './memory-outbox-store.ts';
import { shelfRules } from './test/outbox-store-rules.ts';

let room: MemoryShelves;
beforeEach(() => {
  room = new MemoryShelves();
});

shelfRules(() => {
  const shelf = room.open();
  return { shelf, lookAt: shelf.lookAt };
});
