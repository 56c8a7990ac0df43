import { expect, test, vi } from 'vitest';
import { onDemand } from './on-demand.ts';

test('what is needed twice is loaded once', async () => {
  const load = vi.fn(async () => 'dialogs');
  const get = onDemand(load);
  expect(await Promise.all([get(), get()])).toEqual(['dialogs', 'dialogs']);
  expect(await get()).toBe('dialogs');
  expect(load).toHaveBeenCalledTimes(1);
});

test('what could not be loaded is asked for again by the next who needs it', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('offline'))
    .mockResolvedValue('dialogs');
  const get = onDemand(load);
  await expect(get()).rejects.toThrow('offline');
  expect(await get()).toBe('dialogs');
});
