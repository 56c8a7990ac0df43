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
  const people = ana.page.getByRole('complementary', { name: 'People' });
  await expect(people.getByRole('heading')).toContainText('201');
  await expect(people.getByRole('listitem')).toHaveText([/Ana/]);

  await crowd[41]?.says('hello from the crowd');
  await ana.sees('hello from the crowd');
  await expect(people.getByRole('listitem')).toHaveText([/Ana/, /Visitor 42/]);

  await ana.page.reload();
  await expect(people.getByRole('heading')).toContainText('201');
  await expect(people.getByRole('listitem')).toHaveText([/Ana/, /Visitor 42/]);

  await people.getByRole('link', { name: 'Everybody here' }).click();
  const everybody = ana.page.getByRole('region', { name: 'Everybody here' });
  await expect(everybody.getByRole('listitem')).toHaveCount(limits.pagePeople);
  await everybody.getByRole('link', { name: 'More people' }).click();
  await expect(everybody.getByRole('listitem').first()).toContainText('Visitor 189');
  await everybody.getByRole('searchbox').fill('tor 17');
  await ana.page.keyboard.press('Enter');
  await expect(everybody.getByRole('listitem')).toHaveCount(11);
  await everybody.getByRole('searchbox').fill('nobody of that name');
  await ana.page.keyboard.press('Enter');
  await expect(everybody.getByRole('status')).toHaveText('201 here. Nobody here is called that.');

  await Promise.all(crowd.map((one) => one.leaves()));
});
