import { describe } from 'vitest';
import { historyRules, isCai, type WithHistory } from '../test/history-rules.ts';
import { searchRules } from '../test/search-rules.ts';
import { memoryHistory } from './memory-history.ts';
import { memoryPeople } from './memory-people.ts';

describe('in memory', () => {
  const withHistory: WithHistory = async (look) => {
    const people = memoryPeople();
    look(memoryHistory(people, isCai), people);
  };
  historyRules(withHistory);
  searchRules(withHistory);
});
