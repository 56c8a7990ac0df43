import { expect, test } from './people.ts';

test('U77 who likes messages closer together has them so at once, and from the first paint of a page on', async ({
  ana,
  ghost,
  room,
}) => {
  await ghost.says('one', 'two');
  await ana.enters(room);
  await ana.says('three');
  await ana.seesSaid('three');
  const apart = async () => (await ana.placeOf('three')) - (await ana.placeOf('one'));
  const before = await apart();
  await ana.opensYouBeside();
  await ana.choosesDensity('Compact');
  await ana.closesSheet();
  expect(await apart()).toBeLessThan(before - 10);
  await ana.reloads();
  await ana.seesDensity('compact');
  expect(await apart()).toBeLessThan(before - 10);
});
