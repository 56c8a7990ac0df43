import { beforeEach } from 'vitest';
import { MemoryShelves } from './memory-shelf.ts';
import { shelfRules } from './test/shelf-rules.ts';

let room: MemoryShelves;
beforeEach(() => {
  room = new MemoryShelves();
});

shelfRules(() => {
  const shelf = room.open();
  return { shelf, lookAt: shelf.lookAt };
});
