import { expect, test } from 'vitest';
import { isRoomName, roomNameFrom } from '$protocol/words.ts';
import { suggestedRoom } from './suggested-room.ts';

test('U91 every room that is suggested can be made by the name as it is written', () => {
  const chances = Array.from({ length: 64 }, (_, i) => i / 64);
  const names = chances.map((chance) => suggestedRoom(() => chance));
  expect(new Set(names).size).toBe(16);
  for (const name of names) {
    expect(name).toMatch(/^[A-Z][a-z]+ [a-z]+$/);
    expect(isRoomName(roomNameFrom(name) ?? '')).toBe(true);
  }
});
