import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import { anasRoom } from './anas-room.ts';
import { Browser } from './browser.ts';
import { kept } from './looking-inside.ts';
import { pass } from './moving-clock.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, enter, guest, site } from './visitor.ts';
import { isIn, letRooms } from './who-and-where.ts';

const rooms = exports.default;

/** Ana in a room, by that browser, and Bo, who hears what she says. */
async function withAna(browser: Browser) {
  const room = newRoom();
  const bo = await enter(room, 'Bo');
  const person = await browser.person();
  const ana = await enter(room, { person, token: browser.token });
  const said = async (text: string) => {
    ana.says(text);
    await bo.hearsText(text);
  };
  return { room, ana, bo, id: person.id, said };
}

describe('I21 a face of one’s own', () => {
  test('is kept for whoever has a passkey, on every device, and taken back', async () => {
    const ana = await Browser.ofClaimed('Ana');
    const before = await ana.person();
    expect(await rooms.keepFace(ana.auth, ' 🦊 ')).toEqual({ done: true });
    expect(await ana.person()).toEqual({ ...before, face: '🦊' });
    const other = new Browser(ana.device);
    await other.signsIn();
    expect(await other.person()).toEqual({ ...before, face: '🦊' });
    expect(await rooms.keepFace(other.auth, '')).toEqual({ done: true });
    expect(await ana.person()).toEqual(before);
  });

  test('stays with another name', async () => {
    const ana = await Browser.ofClaimed('Ana');
    await rooms.keepFace(ana.auth, '🦊');
    expect(await rooms.introduce(ana.auth, 'Bea')).toMatchObject({ person: { name: 'Bea', face: '🦊' } });
  });

  test('is not for guests, nor for nobody', async () => {
    const ana = await guest('Ana');
    expect(await rooms.keepFace(ana, '🦊')).toEqual({ refused: 'not-allowed' });
    expect(await rooms.keepFace({}, '🦊')).toEqual({ denied: 'no-name' });
    expect((await rooms.whoIs(ana))?.person).toEqual(ana.person);
  });

  test.each([
    ['a letter', 'A'],
    ['two emoji', '🦊🦊'],
    ['500 code points', `🏴${'\u{e0061}'.repeat(498)}\u{e007f}`],
    ['a variation selector alone', '\ufe0f'],
    ['markup', '<img src=x>'],
  ])('is refused when it is %s', async (_, face) => {
    const ana = await Browser.ofClaimed('Ana');
    await rooms.keepFace(ana.auth, '🦊');
    expect(await rooms.keepFace(ana.auth, face)).toEqual({ refused: 'not-one-emoji' });
    expect(await ana.person()).toMatchObject({ face: '🦊' });
  });

  test('is refused when it is no text', async () => {
    const ana = await Browser.ofClaimed('Ana');
    expect(await rooms.keepFace(ana.auth, 7 as unknown as string)).toEqual({ denied: 'broken-form' });
  });
});

describe('I22 rooms are told of a face', () => {
  test('as of a name, and not of one that is the same', async () => {
    const rename = vi.fn(async () => {});
    letRooms({ rename });
    const [ana, room] = [await Browser.ofClaimed('Ana'), newRoom()];
    await isIn(room, ana.auth);
    await rooms.keepFace(ana.auth, '🦊');
    await rooms.keepFace(ana.auth, '🦊');
    const person = await ana.person();
    await vi.waitFor(() => expect(rename.mock.calls).toEqual([[room, person]]));
  });

  test('no more than six times a minute, names and faces together', async () => {
    const ana = await Browser.ofClaimed('Ana');
    for (const face of ['🦊', '🐻', '🐸']) await rooms.keepFace(ana.auth, face);
    for (const name of ['Bea', 'Cleo', 'Dora']) await rooms.introduce(ana.auth, name);
    expect(await rooms.keepFace(ana.auth, '🦁')).toMatchObject({ refused: 'too-fast' });
    expect(await ana.person()).toMatchObject({ name: 'Dora', face: '🐸' });
    pass(60_000);
    expect(await rooms.keepFace(ana.auth, '🦁')).toEqual({ done: true });
  });

  test('and show it at once, to whoever is there and on what was said', async () => {
    const browser = await Browser.ofClaimed('Ana');
    const { room, ana, bo, id, said } = await withAna(browser);
    await said('before');
    await rooms.keepFace(browser.auth, '🦊');
    const { person } = await bo.hears('arrived', (event) => event.person.face === '🦊');
    expect(person.id).toBe(id);
    ana.says('after');
    expect((await bo.hearsText('after')).by).toMatchObject({ face: '🦊' });
    expect((await kept(room)).map(({ by }) => by.face)).toEqual(['🦊', '🦊']);
    await rooms.keepFace(browser.auth, '');
    // She arrived without one, too: what is heard cannot tell when it is gone.
    const faces = async () => (await kept(room)).map(({ by }) => by.face);
    await expect.poll(faces).toEqual([undefined, undefined]);
  });

  test('but whoever may not write keeps the one they had', async () => {
    const browser = await Browser.ofClaimed('Cy');
    const { ana, room, does } = await anasRoom();
    const { id } = await browser.person();
    const cy = await enter(room, { person: await browser.person(), token: browser.token });
    cy.says('as I am');
    await ana.hearsText('as I am');
    await does({ do: 'mute', whom: id, forS: 60 });
    await rooms.keepFace(browser.auth, '🖕');
    await ana.isUpToDate();
    expect(JSON.stringify([ana.events, await kept(room)])).not.toContain('🖕');
  });
});

describe('I23 a face is part of what is kept about somebody', () => {
  test('it can be taken along', async () => {
    const ana = await Browser.ofClaimed('Ana');
    await rooms.keepFace(ana.auth, '🦊');
    const answer = await exports.default.fetch(`${site}/api/you/export`, { headers: cookieOf(ana.token) });
    expect(await answer.json()).toMatchObject({ person: { face: '🦊' }, face: '🦊' });
  });

  test('it is gone with whoever had themselves forgotten', async () => {
    const browser = await Browser.ofClaimed('Ana');
    const { room, id, said } = await withAna(browser);
    await rooms.keepFace(browser.auth, '🦊');
    await said('still here');
    await env.ROOM.getByName(room).forget(id, 'keep', 0);
    expect((await kept(room)).map(({ by }) => by)).toEqual([
      { id: id, name: '', kind: 'claimed', left: true },
    ]);
    await rooms.forgetMe(browser.auth, 'keep');
    expect(await rooms.whoIs(browser.auth)).toBeUndefined();
  });
});
