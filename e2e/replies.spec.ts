import { lines } from './numbered-lines.ts';
import { expect, test } from './people.ts';

test('U97 Q1 people reply to what was said, and see it as it stands: live, and after a reload the same @chromium', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('tea at five?');
  await bo.sees('tea at five?');
  await bo.replies('tea at five?', 'with pleasure');
  await ana.sees('with pleasure', { from: 'Bo' });
  await ana.hears('Bo, in reply to you: with pleasure');
  await ana.seesQuote('with pleasure', 'you', 'tea at five?');
  await bo.seesQuote('with pleasure', 'Ana', 'tea at five?');
  await ana.edits('tea at five?', 'tea at six?');
  await bo.seesQuote('with pleasure', 'Ana', 'tea at six?');
  await bo.reloads();
  await bo.isIn();
  await bo.seesQuote('with pleasure', 'Ana', 'tea at six?');
  await ana.deletes('tea at six?');
  await bo.seesQuote('with pleasure', 'Ana', 'This message was deleted.');
  // What was deleted meanwhile can still be replied to, and a reply as well.
  await ana.replies('with pleasure', 'another time');
  await bo.seesQuote('another time', 'you', 'with pleasure');
});

test('U98 a reply is written while there is no line, and said once there is @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('one');
  await bo.sees('one');
  // What helps to write comes once the page is idle, by the line.
  await expect(bo.composer).toHaveAttribute('aria-autocomplete', 'list');
  await bo.losesNetwork();
  await bo.replies('one', 'two');
  await bo.seesQuote('two', 'Ana', 'one');
  await bo.seesWaiting('two');
  await bo.regainsNetwork();
  await ana.seesQuote('two', 'you', 'one');
  await bo.seesSaid('two');
});

test('U98 what one replies to outlives a reload, waits while something is edited, and ends by Escape @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.says('one');
  await bo.says('mine');
  await bo.sees('one');
  await bo.beginsToReply('one');
  await bo.composer.fill('half a rep');
  await bo.reloads();
  await bo.isIn();
  await expect(bo.composer).toHaveAccessibleDescription(/^Replying to Ana one/);
  await expect(bo.composer).toHaveValue('half a rep');
  await bo.edits('mine', 'mine, better');
  await expect(bo.composer).toHaveAccessibleDescription(/^Replying to Ana one/);
  await expect(bo.composer).toHaveValue('half a rep');
  await bo.comesToTheFront();
  await bo.presses('Escape');
  await bo.isReplyingToNothing();
  await expect(bo.composer).toHaveValue('half a rep');
  await bo.says('half a word');
  await ana.sees('half a word');
  await expect(ana.quoteOf('half a word')).toHaveCount(0);
});

test('U98 what is sent behind a command replies to what stood above the field then @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('one');
  await bo.says('two');
  await ana.sees('two');
  const command = await ana.holdsAction();
  await ana.writes('/topic Tea');
  await ana.presses('Enter');
  await ana.beginsToReply('one');
  await ana.types('yes');
  await ana.presses('Enter');
  await ana.beginsToReply('two');
  command('goes on');
  await bo.seesQuote('yes', 'you', 'one');
  await expect(ana.composer).toHaveAccessibleDescription(/^Replying to Bo two/);
});

test('U97 a reply leads to what is not on the page yet, and back @once', async ({ ana, bo, ghost, room }) => {
  await bo.enters(room);
  await bo.says('where it began');
  await bo.seesSaid('where it began');
  await ghost.says(...lines(1, 200));
  await ana.enters(room);
  await bo.sees('number 200');
  await bo.scrollsUpTo('where it began');
  await bo.replies('where it began', 'as I said');
  await ana.seesQuote('as I said', 'Bo', 'where it began');
  await ana.doesNotSee('where it began');
  await ana.followsQuote('as I said');
  await ana.isLedTo('where it began');
  await ana.goesBackToReply();
  await ana.isLedTo('as I said');
  await expect(ana.backButton).toBeHidden();
});

test('U97 whoever follows a reply to what is in sight stays at the end, where new words come @once', async ({
  ana,
  bo,
  ghost,
  room,
}) => {
  await ghost.says(...lines(1, 30));
  await ana.enters(room);
  await bo.enters(room);
  await bo.says('tea?');
  await ana.replies('tea?', 'with pleasure');
  await ana.followsQuote('with pleasure');
  await ana.isLedTo('tea?');
  await expect(ana.backButton).toBeHidden();
  await ghost.says(...lines(31, 50));
  await ana.sees('number 50');
  await expect(ana.words('number 50')).toBeInViewport();
  await ana.hasScreen({ width: 900, height: 800 });
  await ana.restsEyes();
  await expect(ana.words('number 50')).toBeInViewport();
});

test('U97 U98 U8 a person replies, and follows a reply, by keyboard alone @desktop', async ({
  ana,
  bo,
  ghost,
  room,
}) => {
  await bo.enters(room);
  await bo.says('where it began');
  await ghost.says(...lines(1, 60));
  await ana.enters(room);
  await bo.sees('number 60');
  await bo.scrollsUpTo('where it began');
  await bo.replies('where it began', 'as I said');
  await ana.sees('as I said');
  await ana.comesToTheFront();
  // From the field to the list, to the row, and to what stands in it.
  await ana.presses('Shift+Tab', 'ArrowUp');
  await ana.tabsTo(ana.quoteOf('as I said'), { stops: 3 });
  await ana.presses('Enter');
  await ana.isLedTo('where it began');
  await ana.hasFocusOn('where it began');
  await ana.tabsTo(ana.replyLink('where it began'), { stops: 4 });
  await ana.presses('Enter');
  await expect(ana.composer).toBeFocused();
  await expect(ana.composer).toHaveAccessibleDescription(/^Replying to Bo where it began/);
  await ana.says('so it did');
  await bo.seesQuote('so it did', 'you', 'where it began');
});

test('U98 out of an old page one replies on the message’s own @once', async ({ ana, ghost, room }) => {
  await ghost.says('the lamp flickers', 'and goes out');
  await ana.enters(room);
  await ana.opens(`/r/${room}?before=2`);
  await ana.isUp();
  await ana.repliesOnPage('the lamp flickers', 'so it does');
  await ana.isIn();
  await ana.seesQuote('so it does', 'Ghost', 'the lamp flickers');
});

test.describe('U2 without JavaScript @once', () => {
  test.use({ javaScriptEnabled: false });

  test('U97 U98 one replies on the page of a message, and is led there', async ({ ana, ghost, room }) => {
    await ghost.says('the lamp flickers');
    await ana.enters(room);
    ana.expects(/422/);
    await ana.repliesOnPage('the lamp flickers', '  ');
    await ana.isWarned('nothing in it');
    await ana.opens(`/r/${room}`);
    await ana.repliesOnPage('the lamp flickers', 'so it does');
    await ana.seesQuote('so it does', 'Ghost', 'the lamp flickers');
    await ana.followsQuote('so it does');
    expect(ana.path()).toBe(`/r/${room}/messages/1`);
  });
});
