import { describe } from 'vitest';
import { booksRules } from '../test/store-rules.ts';
import { memoryStore } from './memory-store.ts';

describe('in memory', () => {
  booksRules(async (look) => look(memoryStore()));
});
