import { expect, test } from './people.ts';

test('O18 the status is on a page, also without JavaScript, and as JSON for programs @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.page.goto('/status');
  await expect(ana.page.getByRole('heading', { name: 'Lull is well' })).toBeVisible();
  const facts = ana.page.getByRole('term');
  await expect(facts.filter({ hasText: 'Rooms and people' })).toBeVisible();
  await expect(ana.page.getByRole('definition').filter({ hasText: 'can be reached' })).toHaveCount(2);
  const answer = await ana.context.request.get('/api/status');
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ isWell: true, storage: { objects: true, list: true } });
  const html = await (await ana.context.request.get('/status')).text();
  expect(html).toContain('Lull is well');
});
