import { limits } from '../protocol/limits.ts';
import { expect, test } from './people.ts';
import { RawClient } from './raw-client.ts';

/** So many come at a time. */
const atOnce = 25;

test('C21 R9 in a crowd a page counts, knows who spoke, and finds everybody @once', async ({
  ana,
  own,
  site,
}) => {
  await ana.enters(own);
  const crowd: RawClient[] = [];
  for (let n = 0; n < limits.rosterPeople; n += atOnce) {
    const coming = Array.from({ length: atOnce }, (_, i) =>
      RawClient.enters(site, own, `Visitor ${n + i + 1}`),
    );
    crowd.push(...(await Promise.all(coming)));
  }
  await expect(ana.peopleHeading).toContainText('201');
  await expect(ana.peopleRows).toHaveText([/Ana/]);

  await crowd[41]?.says('hello from the crowd');
  await ana.sees('hello from the crowd');
  await expect(ana.peopleRows).toHaveText([/Ana/, /Visitor 42/]);

  await ana.reloads();
  await expect(ana.peopleHeading).toContainText('201');
  await expect(ana.peopleRows).toHaveText([/Ana/, /Visitor 42/]);

  await ana.opensEverybody();
  await expect(ana.everybodyRows).toHaveCount(limits.pagePeople);
  await ana.turnsToMorePeople();
  await expect(ana.everybodyRows.first()).toContainText('Visitor 189');
  await ana.looksForPerson('tor 17');
  await expect(ana.everybodyRows).toHaveCount(11);
  await ana.looksForPerson('nobody of that name');
  await expect(ana.everybodyStatus).toHaveText('201 here. Nobody here is called that.');

  await Promise.all(crowd.map((one) => one.leaves()));
});
