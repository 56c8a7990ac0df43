import { expect, test } from './people.ts';

test('T6 T7 T9 T15 somebody is mentioned by a name that is completed, and stands there by their name of today @desktop', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await bo.seesPeople(['Ana', 'Bo']);
  await bo.writes('hi @a');
  await bo.wouldTake(/Ana/);
  await bo.seesWhatIsTyped();
  await bo.presses('Enter');
  await expect(bo.composer).toHaveValue('hi @Ana ');
  await bo.types(' and @nobody');
  await bo.presses('Enter');
  await bo.seesForms(['p(hi mention(@Ana) and @nobody)']);
  await ana.seesForms(['p(hi you mention(@Ana) and @nobody)']);

  await ana.writes('/nick Anouk');
  await ana.presses('Enter');
  await bo.seesForms(['p(hi mention(@Anouk) and @nobody)']);
  await bo.presses('ArrowUp');
  await expect(bo.editor).toHaveValue('hi @Anouk and @nobody');
  await bo.editor.fill('@anouk!');
  await bo.savesEdit();
  await ana.seesForms(['p(you mention(@Anouk)! edited)'.replace(' edited', ' time(edited)')]);
  await ana.reloads();
  await ana.seesForms(['p(you mention(@Anouk)! time(edited))']);
});

test('T15 arrows lead through what is offered, Escape closes it, and what is typed whole is sent @once', async ({
  ana,
  bo,
  cy,
  room,
}) => {
  for (const person of [ana, bo, cy]) await person.enters(room);
  await ana.seesPeople(['Ana', 'Bo', 'Cy']);
  await ana.writes('@');
  await ana.isOffered([/Bo/, /Cy/, /Founder/, /Ana/]);
  await ana.presses('ArrowDown');
  await ana.wouldTake(/Cy/);
  await ana.presses('ArrowUp', 'ArrowUp');
  await ana.wouldTake(/Ana/);
  await ana.presses('Escape');
  await ana.isOfferedNothingToTake();
  await ana.types('cy');
  await ana.isOfferedNothingToTake();
  await ana.presses('Enter');
  await cy.seesForms(['p(you mention(@Cy))']);
  await ana.types('@Bo');
  await ana.presses('Enter');
  await bo.seesForms(['p(mention(@Cy))', 'p(you mention(@Bo))']);
});

test('T14 commands are offered, done and explained @once', async ({ ana, bo, own }) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.writes('/top');
  await ana.isOffered([/\/topic/]);
  await ana.presses('Tab');
  await ana.types('Bring cups');
  await ana.presses('Enter');
  await bo.reads('Bring cups');
  await ana.types('/me waves');
  await ana.presses('Enter');
  await ana.types('/shrug');
  await ana.presses('Enter');
  await ana.types('//x');
  await ana.presses('Enter');
  await bo.seesForms(['p(b(Ana) waves)', 'p(¯\\_(ツ)_/¯)', 'p(/x)']);
  await bo.writes('/topic no');
  await bo.presses('Enter');
  await bo.reads(/moderator/);
  await expect(bo.composer).toHaveValue('/topic no');
  await bo.composer.fill('/dance');
  await bo.presses('Enter');
  await bo.reads(/no command/);
  await ana.types('/mute @Bo 10m');
  await ana.presses('Enter');
  await expect(bo.barred).toHaveText(/^You’re muted here until/);
});

test('T13 what is selected is formatted, a list goes on, and both can be undone @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.writes('so bold');
  await ana.presses('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Shift+ArrowLeft', 'Control+b');
  await expect(ana.composer).toHaveValue('so **bold**');
  await ana.presses('Control+z');
  await expect(ana.composer).toHaveValue('so bold');
  await ana.composer.fill('');
  await ana.types('- one');
  await ana.presses('Shift+Enter');
  await ana.types('two');
  await expect(ana.composer).toHaveValue('- one\n- two');
  await ana.presses('Enter');
  await ana.seesForms(['ul(li(p(one))li(p(two)))']);
});

test('T13 code and tables are shown before they are sent @once', async ({ ana, room }) => {
  await ana.enters(room);
  await ana.writes('plain');
  await expect(ana.preview).toHaveCount(0);
  await ana.composer.fill('a|b\n-|-\n1|2');
  await expect(ana.preview).toContainText('1');
});

test('T15 an input method’s keys take nothing that is offered, and send nothing @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  await ana.writes('@b');
  await ana.wouldTake(/Bo/);
  await ana.picksWordWithInputMethod();
  await expect(ana.composer).toHaveValue('@b');
  await ana.wouldTake(/Bo/);
});

test('T12 an emoji is written by its shortcode, or picked, and both are offered first the next time @once', async ({
  ana,
  room,
}) => {
  await ana.enters(room);
  await ana.writes(':tad');
  await ana.wouldTake(/:tada:/);
  await ana.presses('Enter');
  await ana.types(':smile:');
  await expect(ana.composer).toHaveValue('🎉😄');
  await ana.presses('Enter');
  await ana.seesForms(['p(🎉😄)']);
  await ana.opensEmoji();
  await ana.types('lighthouse');
  await ana.presses('ArrowDown', 'ArrowUp', 'Escape');
  await expect(ana.composer).toBeFocused();
  await ana.opensEmoji();
  await ana.picksEmoji('party popper');
  await expect(ana.composer).toHaveValue('🎉');
});

test('T9 T10 what helps to write is quiet: nothing of it is loaded from elsewhere, or before it is needed @once', async ({
  ana,
  room,
}) => {
  const loaded = ana.noteRequests();
  await ana.enters(room);
  await ana.writes('hello');
  expect(loaded().filter((url) => !url.startsWith(ana.line.url))).toEqual([]);
  const before = loaded().length;
  await ana.types(' :tad');
  await ana.wouldTake(/:tada:/);
  expect(loaded().length).toBeGreaterThan(before);
});

test('T16 what is pasted with a form is written as markup, and can be undone @once @chromium', async ({
  ana,
  room,
}) => {
  await ana.mayUseClipboard();
  await ana.enters(room);
  await ana.writes('so: ');
  await ana.copiesHtml(
    '<p><b>bold</b> and <a href="https://a.example/b">a link</a></p><ul><li>one</li></ul>',
    'bold and a link one',
  );
  await ana.composer.press('Control+v');
  await expect(ana.composer).toHaveValue('so: **bold** and [a link](https://a.example/b)\n- one');
  await ana.presses('Control+z');
  await expect(ana.composer).toHaveValue('so: ');
  await ana.copiesHtml('<p>plain</p>', 'plain');
  await ana.composer.press('Control+v');
  await expect(ana.composer).toHaveValue('so: plain');
});

test('T14 a command is done once, whatever is pressed and begun meanwhile @once', async ({ ana, own }) => {
  await ana.enters(own);
  await ana.says('hello');
  await ana.seesSaid('hello');
  const first = await ana.holdsAction();
  await ana.writes('/topic Tea');
  await ana.presses('Enter', 'Enter');
  await expect(ana.composer).toHaveValue('');
  await ana.types('said behind it');
  await ana.presses('Enter', 'Enter');
  await ana.types('and still writing');
  first('goes on');
  await ana.seesTranscript(['hello', 'said behind it']);
  await expect(ana.beginning).toContainText('Tea');
  await expect(ana.composer).toHaveValue('and still writing');
  await ana.composer.fill('');

  ana.expects(/ERR_FAILED/);
  const second = await ana.holdsAction();
  await ana.types('/topic Coffee');
  await ana.presses('Enter');
  await ana.types('said in any case');
  await ana.presses('Enter');
  await ana.beginsToEdit('hello');
  second('is lost');
  await ana.isTold('The room can’t be reached right now. Nothing was done.');
  await ana.seesTranscript(['hello', 'said behind it', 'said in any case']);
  await expect(ana.editor).toHaveValue('hello');
  await ana.cancelsEdit();
  await expect(ana.composer).toHaveValue('/topic Coffee');
  await ana.opensLog(own);
  expect((await ana.logEntries()).filter((entry) => /topic/.test(entry))).toHaveLength(1);
});

test('T15 the list goes with what was sent, opens nowhere in code, and makes way for the emoji @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  await ana.writes('@Bo');
  await ana.presses('Enter');
  await bo.seesForms(['p(you mention(@Bo))']);
  await ana.isOfferedNothingToTake();
  await ana.types('`@b');
  await ana.isOfferedNothingToTake();
  await ana.types('` @b');
  await ana.wouldTake(/Bo/);
  await ana.presses('Enter');
  await ana.types('!');
  await expect(ana.composer).toHaveValue('`@b` @Bo!');
  await ana.composer.fill('');
  await ana.opensEmoji();
  await ana.composer.click();
  await expect(ana.emojiPicker).toHaveCount(0);
});

test('T14 a name that somebody here has is not taken, and a page that cannot be had takes no room’s place @once', async ({
  ana,
  bo,
  room,
}) => {
  await ana.enters(room);
  await bo.enters(room);
  await ana.seesPeople(['Ana', 'Bo']);
  await ana.writes('/nick bo');
  await ana.presses('Enter');
  await ana.reads('Somebody here has that name already. Choose another.');
  await expect(ana.composer).toHaveValue('/nick bo');
  await ana.losesNetwork();
  await ana.composer.fill('/people');
  await ana.presses('Enter');
  await ana.reads('The room can’t be reached right now. Nothing was done.');
  await ana.regainsNetwork();
});
