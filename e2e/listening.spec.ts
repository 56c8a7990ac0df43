import { expect, test } from './people.ts';

test('C20 whoever comes by a link and has no name reads a live page, then steps into it @chromium', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await ana.says('said before');
  await bo.visits(room);
  await bo.sees('said before', { from: 'Ana' });
  await bo.isLive();
  await ana.says('said while Bo reads');
  await bo.sees('said while Bo reads', { from: 'Ana' });
  await ana.edits('said before', 'said a little before');
  await bo.sees('said a little before', { from: 'Ana' });
  // Nobody is told of somebody who is not here yet.
  await ana.seesPeople(['Ana']);
  await bo.seesPeople(['Ana']);

  await bo.givesName('Bo');
  await bo.isIn();
  await ana.seesPeople(['Ana', 'Bo']);
  await bo.says('and here I am');
  await ana.sees('and here I am', { from: 'Bo' });
  await bo.seesTranscript(['said a little before', 'said while Bo reads', 'and here I am']);
});

test('C20 without a name one reads back to the first word @once', async ({ ana, ghost, room }) => {
  await ghost.says(...Array.from({ length: 120 }, (_, i) => `number ${i + 1}`));
  await ana.visits(room);
  await ana.scrollsUpTo('number 1');
  await ana.sees('number 120');
});

test('C20 a line that breaks is told and found again without a name as well @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.visits(room);
  await bo.isLive();
  await bo.losesNetwork();
  await expect(bo.banner).toBeVisible();
  await ana.says('meanwhile');
  await bo.regainsNetwork();
  await bo.isBack();
  await bo.sees('meanwhile', { from: 'Ana', times: 1 });
});

test('C20 a room that becomes private is closed to whoever only reads @once', async ({ ana, bo, own }) => {
  await ana.enters(own);
  await ana.says('for members');
  await bo.visits(own);
  await bo.sees('for members');
  bo.expects(/404/);
  await ana.opensSettings();
  await ana.choosesMembersOnly();
  await ana.savesSettings();
  await bo.isNoLongerLetIn();
  await bo.doesNotSee('for members');
});
