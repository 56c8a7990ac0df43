import { expect, test } from './people.ts';

test('O18 the status is on a page, also without JavaScript, and as JSON for programs @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.opensStatus();
  await ana.seesThatAllIsWell();
  const answer = await ana.context.request.get('/api/status');
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ isWell: true, storage: { objects: true, list: true } });
  const html = await (await ana.context.request.get('/status')).text();
  expect(html).toContain('Lull is well');
});
