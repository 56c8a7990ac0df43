import { describe } from 'vitest';
import { booksRules } from '../test/books-rules.ts';
import { memoryBooks } from './memory-books.ts';

describe('in memory', () => {
  booksRules(async (look) => look(memoryBooks()));
});
