import { expect, test } from './people.ts';
import { RawClient } from './raw-client.ts';

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

test('U78 it is said once how many are here, and the line under a title is its topic', async ({
  ana,
  bo,
  cy,
  own,
}) => {
  await cy.enters(own);
  await bo.enters(own);
  await ana.enters(own);
  await bo.seesPeople(['Ana', 'Bo', 'Cy']);
  expect(await bo.people()).toEqual(['Ana', 'Bo', 'Cy']);
  await bo.seesRole('Bo', 'you');
  expect(await bo.timesCounted(3)).toBe(1);
  await expect(bo.addTopicLink).toHaveCount(0);

  await ana.addTopicLink.click();
  await expect(ana.topicField).toBeFocused();
  await ana.topicField.fill('Doors at ten');
  await ana.savesSettings();
  await ana.closesSheet();
  await expect(ana.addTopicLink).toHaveCount(0);
  await ana.reads('Doors at ten');
  await bo.reads('Doors at ten');
});

test('U78 from 21 people on the list of who is here can be searched @once', async ({ ana, room, site }) => {
  await ana.enters(room);
  const others = await Promise.all(
    Array.from({ length: 19 }, (_, i) => RawClient.enters(site, room, `Visitor ${i + 1}`)),
  );
  await expect(ana.peopleRows).toHaveCount(20);
  await expect(ana.rosterFilter).toHaveCount(0);
  others.push(await RawClient.enters(site, room, 'Émile'));
  await ana.rosterFilter.fill('emi');
  await expect(ana.peopleRows).toHaveText([/Émile/]);
  await ana.rosterFilter.fill('nobody of that name');
  await expect(ana.peopleRows).toHaveCount(0);
  await ana.rosterFilter.fill('');
  await expect(ana.peopleRows).toHaveCount(21);
  await Promise.all(others.map((one) => one.leaves()));
});
