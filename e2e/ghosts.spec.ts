import { expect, test } from './people.ts';

test.setTimeout(240_000);

test('R5 someone whose line died without a word is gone within 90 s @once @patient', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  await bo.vanishes();
  await expect.poll(() => ana.people(), { timeout: 90_000 }).toEqual(['Ana']);
});

test('C8 loading the page anew is neither a leave nor an arrival @desktop', async ({ ana, bo, room }) => {
  await bo.enters(room);
  await ana.enters(room);
  const passing = await ana.notesComingsAndGoings();
  await bo.reloads();
  await bo.isIn();
  await bo.says('here again');
  await ana.sees('here again');
  await ana.seesPeople(['Ana', 'Bo']);
  expect(await passing()).toEqual([]);
});
