import { describe } from 'vitest';
import { historyRules, isCai } from '../test/history-rules.ts';
import { memoryHistory } from './memory-history.ts';
import { memoryPeople } from './memory-people.ts';

describe('in memory', () => {
  historyRules(async (look) => {
    const people = memoryPeople();
    look(memoryHistory(people, isCai), people);
  });
});
