import { expect, test } from 'playwright/test';
import { startServer } from './server.ts';

test('the lobby answers', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
});

test('a server comes back on its port after a kill -9 @once', async () => {
  const first = await startServer();
  expect((await fetch(`${first.url}/r/kept`)).status).toBe(200);
  await expect.poll(() => first.count('room-woke')).toBe(1);
  await first.kill9();
  await expect(fetch(first.url)).rejects.toThrow();
  const second = await startServer(first);
  expect((await fetch(`${second.url}/r/kept`)).status).toBe(200);
  await second.stop();
  await expect(fetch(second.url)).rejects.toThrow();
});
