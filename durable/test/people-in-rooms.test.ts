import { exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { describe, expect, test, vi } from 'vitest';
import { closeCodes } from '../../protocol/close-codes.ts';
import { limits } from '../../protocol/limits.ts';
import { Browser } from './browser.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, guest, site, type Visitor } from './visitor.ts';
import { accountOf } from './who-and-where.ts';

const rooms = exports.default;

/** A person's browser in a room, and somebody else who is there. */
async function withBo(browser: Browser) {
  const room = newRoom();
  const bo = await enter(room, 'Bo');
  const ana = await entersWith(browser, room);
  return { room, bo, ana };
}

async function entersWith(browser: Browser, room: string): Promise<Visitor> {
  return enter(room, { person: await browser.person(), token: browser.token });
}

const textsIn = async (room: string, token: string) => {
  const glance = await rooms.glance(room, { token });
  return 'stretch' in glance ? glance.stretch.messages : expect.unreachable();
};

describe('I5 signing out is felt in every room at once', () => {
  test('everywhere: every socket of this person, and nobody else’s', async () => {
    const here = await Browser.ofClaimed('Ana');
    const there = new Browser(here.device);
    await there.signsIn();
    const { room, bo, ana } = await withBo(here);
    const elsewhere = await entersWith(there, newRoom());
    const alsoHere = await entersWith(there, room);
    await rooms.signOut(here.auth, true);
    for (const socket of [ana, elsewhere, alsoHere]) {
      expect((await socket.closed).code).toBe(closeCodes.signedOut.code);
    }
    expect(await bo.hears('left')).toEqual({ t: 'left', person: ana.person.id, here: 1 });
    await bo.isUpToDate();
  });

  test('here: what is open under this session, and under the one it took the place of', async () => {
    const here = await Browser.ofGuest('Ana');
    const asGuest = await entersWith(here, newRoom());
    await here.keepsTheName();
    const claimed = await entersWith(here, newRoom());
    const there = new Browser(here.device);
    await there.signsIn();
    const elsewhere = await entersWith(there, newRoom());
    await asGuest.isUpToDate();
    await rooms.signOut(here.auth, false);
    expect((await asGuest.closed).code).toBe(closeCodes.signedOut.code);
    expect((await claimed.closed).code).toBe(closeCodes.signedOut.code);
    await elsewhere.isUpToDate();
  });
});

test('I8 whoever keeps their name while they are in a room is a guest no more, for everybody there', async () => {
  const browser = await Browser.ofGuest('Ana');
  const { room, bo, ana } = await withBo(browser);
  ana.says('before');
  await bo.hearsText('before');
  const kept = await browser.keepsTheName();
  const { person } = await bo.hears(
    'arrived',
    (event) => event.person.id === kept.id && event.person.kind === 'claimed',
  );
  expect(person).toMatchObject({ name: 'Ana', kind: 'claimed' });
  ana.says('after');
  expect((await bo.hearsText('after')).by).toMatchObject(kept);
  expect((await textsIn(room, bo.guest.token)).map(({ by }) => by.kind)).toEqual(['claimed', 'claimed']);
});

test('I7 another name shows in the room, also on what was said', async () => {
  const browser = await Browser.ofClaimed('Ana');
  const { room, bo, ana } = await withBo(browser);
  ana.says('hello');
  await bo.hearsText('hello');
  await rooms.introduce(browser.auth, 'Ana Maria');
  await bo.hears('arrived', ({ person }) => person.name === 'Ana Maria');
  expect((await textsIn(room, bo.guest.token)).map(({ by }) => by.name)).toEqual(['Ana Maria']);
});

describe('I13 where somebody has been', () => {
  test('is also where they made a room, or wrote by a form, and how far they have read there', async () => {
    const [ana, made, written] = [await guest('Ana'), newRoom(), newRoom()];
    await enter(written, 'Bo');
    await rooms.open(made, ana, {});
    await rooms.post(written, ana, { id: nanoid(), after: 0, text: 'by a form' });
    await rooms.visit(written, ana);
    await vi.waitFor(async () => {
      const been = (await accountOf(ana))?.rooms.map(({ room, readUpTo }) => [room, readUpTo]);
      expect(been?.toSorted()).toEqual(
        [
          [made, 0],
          [written, 1],
        ].toSorted(),
      );
    });
  });

  test('is not where they only looked in', async () => {
    const [ana, room] = [await guest('Ana'), newRoom()];
    await enter(room, 'Bo');
    await rooms.visit(room, ana);
    expect((await accountOf(ana))?.rooms).toEqual([]);
  });
});

test('I12 a person makes twenty rooms a day at most', async () => {
  const ana = await guest('Ana');
  for (let n = 0; n < limits.roomsADay; n += 1) {
    expect(await rooms.open(newRoom(), ana, {})).toEqual({ opened: 'made' });
  }
  expect(await rooms.open(newRoom(), ana, {})).toEqual({ refused: 'too-many-rooms' });
});

describe('I14 whoever has themselves forgotten', () => {
  test.each(['keep', 'remove'] as const)(
    'is put out, and their words have no name, or go: %s',
    async (words) => {
      const browser = await Browser.ofClaimed('Ana');
      const { room, bo, ana } = await withBo(browser);
      ana.says('hello');
      await bo.hearsText('hello');
      await rooms.forgetMe(browser.auth, words);
      expect((await ana.closed).code).toBe(closeCodes.signedOut.code);
      await vi.waitFor(async () => {
        const [message] = await textsIn(room, bo.guest.token);
        expect(message).toMatchObject({
          text: words === 'keep' ? 'hello' : '',
          by: { name: '', left: true },
        });
      });
    },
  );
});

test('I15 what a person takes along has what they said', async () => {
  const browser = await Browser.ofGuest('Ana');
  const { room, bo, ana } = await withBo(browser);
  for (const text of ['one', 'two']) ana.says(text);
  bo.says('not hers');
  await Promise.all(['one', 'two'].map((text) => bo.hearsText(text)));
  const answer = await rooms.fetch(`${site}/api/you/export`, { headers: cookieOf(browser.token) });
  const exported = await answer.json<{ rooms: { room: string; words: { text: string }[] }[] }>();
  expect(exported.rooms.map(({ words, ...been }) => [been.room, words.map(({ text }) => text)])).toEqual([
    [room, ['one', 'two']],
  ]);
});
