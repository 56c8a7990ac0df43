import { lines } from './numbered-lines.ts';
import { expect, test } from './people.ts';

test('U104 U105 Y1 Y4 people talk in a thread beside the room: live, and after a reload the same', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('who brings tea?');
  await bo.sees('who brings tea?');
  await bo.beginsThread('who brings tea?');
  await bo.inThread.sees('who brings tea?', { from: 'Ana' });
  await bo.saysInThread('I do');
  await bo.inThread.sees('I do', { from: 'Bo' });
  await ana.seesThread('who brings tea?', /^1 reply/);
  await ana.hears('In a thread, Bo: I do');
  await ana.doesNotSee('I do');
  await ana.opensThread('who brings tea?');
  await ana.inThread.sees('I do', { from: 'Bo' });
  await ana.saysInThread('with cups?');
  await bo.inThread.sees('with cups?', { from: 'Ana' });
  for (const person of [ana, bo]) {
    await person.reloads();
    await person.inThread.sees('who brings tea?', { from: 'Ana' });
    expect(await person.inThread.transcript()).toEqual(['who brings tea?', 'I do', 'with cups?']);
  }
  await bo.saysInThread('six of them');
  await ana.inThread.sees('six of them', { from: 'Bo' });
  await bo.leavesThread();
  await bo.seesThread('who brings tea?', /^3 replies/);
  await bo.seesTranscript(['who brings tea?']);
});

test('U105 what is said in a thread is said in the room as well where one wants, and leads back to it @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('who brings tea?');
  await bo.sees('who brings tea?');
  await bo.beginsThread('who brings tea?');
  await bo.saysInThread('I do, all of you', { also: true });
  await bo.saysInThread('and cups');
  await ana.sees('I do, all of you', { from: 'Bo' });
  await ana.seesThread('who brings tea?', /^2 replies/);
  await ana.seesTranscript(['who brings tea?', 'I do, all of you']);
  await ana.followsToThread('I do, all of you');
  await ana.inThread.sees('and cups', { from: 'Bo' });
});

test('U105 what is written in a thread waits for the line, and is said once @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('one');
  await bo.sees('one');
  await bo.beginsThread('one');
  await bo.saysInThread('two');
  await ana.opensThread('one');
  await bo.losesNetwork();
  await ana.saysInThread('while you were gone');
  await bo.saysInThread('three');
  await bo.inThread.seesWaiting('three');
  await bo.regainsNetwork();
  await bo.inThread.sees('while you were gone', { from: 'Ana' });
  await bo.inThread.seesSaid('three');
  await ana.inThread.sees('three', { from: 'Bo' });
  expect(await ana.inThread.transcript()).toEqual(['one', 'two', 'while you were gone', 'three']);
  await ana.doesNotSee('three');
});

test('U105 a draft of a thread and one of the room are two, and outlive a reload @once', async ({
  ana,
  own,
}) => {
  await ana.enters(own);
  await ana.says('one');
  await ana.beginsThread('one');
  await ana.threadField.fill('half an answer');
  await ana.leavesThread();
  await expect(ana.composer).toHaveValue('');
  await ana.composer.fill('half a word');
  await ana.reloads();
  await expect(ana.composer).toHaveValue('half a word');
  await ana.beginsThread('one');
  await expect(ana.threadField).toHaveValue('half an answer');
});

test('U106 Y5 Y7 a thread is named and settled by its author, and is in the list while it is open @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await bo.says('who brings tea?');
  await ana.says('and where?');
  await bo.sees('and where?');
  for (const text of ['who brings tea?', 'and where?']) {
    await ana.beginsThread(text);
    await ana.saysInThread('hm');
    await ana.leavesThread();
  }
  await bo.opensThread('and where?');
  await bo.inThread.sees('hm');
  await bo.mayNotSettleThread();
  await bo.leavesThread();
  await bo.opensThread('who brings tea?');
  await bo.namesThread('Tea');
  await bo.seesThreadNamed('Tea');
  await ana.seesThread('who brings tea?', /Tea/);
  await ana.opensThreadList();
  expect(await ana.openThreads()).toEqual([
    expect.stringMatching(/^and where\? .*1 reply/),
    expect.stringMatching(/^Tea .*1 reply/),
  ]);
  await bo.settlesThread('Mark as done');
  await bo.leavesThread();
  await bo.seesThread('who brings tea?', /Done/);
  await ana.reloads();
  await expect.poll(ana.openThreads).toEqual([expect.stringMatching(/^and where\?/)]);
});

test('Y2 U106 in a room that has turned threads off none is begun, and what was said can be read @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('one');
  await bo.sees('one');
  await bo.beginsThread('one');
  await bo.saysInThread('two');
  await ana.seesThread('one', /^1 reply/);
  await ana.actsIn(own, { do: 'settings', threads: false });
  await bo.reads('This room keeps no threads any more. What was said in them can be read.');
  await bo.inThread.sees('two');
  await ana.says('three');
  expect(await ana.menuOf('three')).not.toContain('Reply in a thread');
  expect(await ana.menuOf('one')).toContain('Open thread');
});

test('U105 what a thread takes no more is told there, and can be said in the room @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('one');
  await bo.sees('one');
  await bo.beginsThread('one');
  await bo.saysInThread('two');
  await ana.seesThread('one', /^1 reply/);
  await bo.losesNetwork();
  await bo.saysInThread('three');
  await ana.actsIn(own, { do: 'settings', threads: false });
  await bo.regainsNetwork();
  await bo.inThread.seesNote('This room keeps no threads any more. Say it in the room.');
  await bo.saysInRoomInstead();
  await ana.sees('three', { from: 'Bo' });
  await bo.inThread.doesNotSee('three');
});

test('Y6 with a message its thread stays, and what is taken from it is counted no more @once', async ({
  ana,
  bo,
  own,
}) => {
  await ana.enters(own);
  await bo.enters(own);
  await ana.says('one');
  await bo.sees('one');
  await bo.beginsThread('one');
  await bo.saysInThread('two');
  await bo.saysInThread('three');
  await ana.seesThread('one', /^2 replies/);
  await bo.deletesInThread('two');
  await ana.seesThread('one', /^1 reply/);
  await ana.deletes('one');
  await bo.inThread.seesDeleted({ from: 'Ana' });
  await bo.saysInThread('four');
  await bo.inThread.sees('four', { from: 'Bo' });
});

test('U104 a long thread shows its newest, and what was said before as one goes up @once', async ({
  ana,
  ghost,
  room,
}) => {
  await ana.enters(room);
  await ana.says('root');
  await ana.sees('root');
  await ghost.saysInThread('root', ...lines(1, 70));
  await ana.seesThread('root', /^70 replies/);
  await ana.opensThread('root');
  await ana.inThread.sees('number 70');
  await ana.inThread.log.press('Home');
  await ana.inThread.log.press('Home');
  await expect(ana.inThread.words('number 1')).toHaveCount(1);
  await ana.inThread.sees('root');
});

test('U105 a thread is begun, answered and left by keyboard alone @desktop @chromium', async ({
  ana,
  own,
}) => {
  await ana.enters(own);
  await ana.says('one');
  await ana.seesSaid('one');
  await ana.comesToTheFront();
  await ana.presses('Shift+Tab', 'ArrowUp', 't');
  await expect(ana.threadField).toBeFocused();
  await ana.types('two');
  await ana.presses('Enter');
  await ana.inThread.seesSaid('two');
  await ana.presses('Shift+Tab', 'ArrowUp', 'e');
  await expect(ana.threadField).toHaveCount(0);
  // Each Escape ends one thing: the edit, the reading, the thread.
  await ana.presses('Escape');
  await expect(ana.threadField).toBeVisible();
  await ana.presses('Escape');
  await expect(ana.threadField).toBeFocused();
  await expect(ana.inThread.log).toBeVisible();
  await ana.reloads();
  await expect(ana.threadField).toBeFocused();
  await ana.presses('Escape');
  await expect(ana.inThread.log).toHaveCount(0);
});

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false });

  test('U107 a thread is read, answered, named and settled by forms @once', async ({ ana, ghost, room }) => {
    await ana.enters(room);
    await ana.says('one');
    await ghost.saysInThread('one', 'two');
    await ana.reloads();
    await ana.opensThread('one');
    await ana.inThread.sees('two', { from: 'Ghost' });
    await ana.saysInThread('three', { also: true });
    await ana.inThread.sees('three', { from: 'Ana' });
    await ana.namesThread('Numbers');
    await ana.seesThreadNamed('Numbers');
    await ana.settlesThread('Mark as done');
    await ana.leavesThread();
    await ana.seesThread('one', /2 replies.*Numbers.*Done/);
    await ana.sees('three');
  });
});
