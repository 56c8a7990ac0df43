import { describe } from 'vitest';
import { historyRules } from '../test/history-rules.ts';
import { memoryHistory } from './memory-history.ts';

describe('in memory', () => {
  historyRules(async (look) => look(memoryHistory()));
});
