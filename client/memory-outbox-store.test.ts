import { beforeEach } from 'vitest';
import { MemoryOutboxStores } from './memory-outbox-store.ts';
import { shelfRules } from './test/outbox-store-rules.ts';

let room: MemoryOutboxStores;
beforeEach(() => {
  room = new MemoryOutboxStores();
});

shelfRules(() => {
  const store = room.open();
  return { store, lookAt: store.lookAt };
});
