import { env, exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { type CloseCode, closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { limits } from '../../protocol/limits.ts';
import { type Reason, refusalSentences } from '../../protocol/refusals.ts';
import { protocolVersion, versionBefore } from '../../protocol/version.ts';
import { signed } from './forgery.ts';
import { idOf } from './history-rules.ts';
import { kept } from './looking-inside.ts';
import { letEverybodyHurry } from './unhurried.ts';
import { cookieOf, enter, type Guest, guest, site, upgrade, Visitor, visit } from './visitor.ts';

const room = 'bad-input';
const hello = { t: 'hello', v: protocolVersion, since: 0 };
const say = { t: 'say', id: idOf(1), text: 'written all the same', after: 0 };
const zalgo = `z${'\u0335\u0321\u031b\u0300\u0315'.repeat(3)}algo`;

// The room is the same for all of this, and in a room a name stays with whoever used it.
const regulars = { ana: guest('Ana'), bo: guest('Bo') };

type Case = [what: string, tried: (mallory: Guest) => Promise<unknown>, answer: unknown];

/** What a socket that was welcomed is told when it sends this, and something good right after it. */
const closes = (what: string, frame: unknown, { code }: CloseCode): Case => [
  `a frame ${what}`,
  async (mallory) => {
    const socket = await enter(room, mallory);
    socket.send(frame);
    socket.send(say);
    return socket.closed;
  },
  { code, reason: closeSentences[code] },
];

const first = (what: string, frame: unknown, { code }: CloseCode): Case => [
  `a first frame ${what}`,
  async (mallory) => {
    const socket = await visit(room, mallory);
    socket.send(frame);
    socket.send(hello);
    socket.send(say);
    const closed = await socket.closed;
    return { ...closed, frames: socket.frames };
  },
  { code, reason: closeSentences[code], frames: [] },
];

const refusesSay = (what: string, text: string, reason: Reason): Case => [
  `a message ${what}`,
  async (mallory) => {
    const socket = await enter(room, mallory);
    socket.send({ ...say, text });
    const refused = await socket.hears('refused');
    await socket.leaves();
    return refused;
  },
  { t: 'refused', reason, sentence: refusalSentences[reason], of: { t: 'say', id: say.id } },
];

const refusesAct = (what: string, act: { t: string; id: string }, reason: Reason): Case => [
  `an act ${what}`,
  async (mallory) => {
    const socket = await enter(room, mallory);
    socket.send(act);
    const refused = await socket.hears('refused');
    await socket.leaves();
    return refused;
  },
  { t: 'refused', reason, sentence: refusalSentences[reason], of: { t: act.t, id: act.id } },
];

const refusesPage = (what: string, beforeOf: (head: number) => number): Case => [
  `history before ${what}`,
  async (mallory) => {
    const socket = await enter(room, mallory);
    const before = beforeOf((await socket.hears('welcome')).upTo);
    socket.send({ t: 'page', before });
    const { of, ...refused } = await socket.hears('refused');
    expect(of).toEqual({ t: 'page', before });
    await socket.leaves();
    return refused;
  },
  { t: 'refused', reason: 'no-such-page', sentence: refusalSentences['no-such-page'] },
];

const answersSocket = (
  what: string,
  tried: (mallory: Guest) => Promise<Response>,
  status: number,
  sentence: string,
): Case => [
  what,
  async (mallory) => {
    const answer = await tried(mallory);
    return { status: answer.status, socket: answer.webSocket, ...(await answer.json<object>()) };
  },
  { status, socket: null, sentence },
];
const nameRule = 'A room’s name has letters, digits and single hyphens, at most 64.';
const badRoom = (what: string, name: string): Case =>
  answersSocket(`a room name ${what}`, ({ token }) => upgrade(name, cookieOf(token)), 404, nameRule);

const nobody = (what: string, cookie: (mallory: Guest) => Promise<Record<string, string>>): Case => [
  `a socket with ${what}`,
  async (mallory) => {
    const { status, webSocket } = await upgrade(room, await cookie(mallory));
    const socket = new Visitor(webSocket ?? expect.unreachable(), mallory);
    return { status, ...(await socket.closed), frames: socket.frames };
  },
  { status: 101, code: 4010, reason: closeSentences[closeCodes.noName.code], frames: [] },
];

const answersGuest = (
  what: string,
  init: RequestInit,
  status: number,
  answer: Record<string, string>,
): Case => [
  what,
  async () => {
    const { headers, ...rest } = init;
    const type = { 'content-type': 'application/json', ...(headers as Record<string, string>) };
    const response = await exports.default.fetch(`${site}/api/guest`, {
      method: 'POST',
      headers: type,
      ...rest,
    });
    return {
      status: response.status,
      cookie: response.headers.get('set-cookie'),
      ...(await response.json<object>()),
    };
  },
  { status, cookie: null, ...answer },
];
const refusesName = (what: string, name: string, reason: Reason): Case =>
  answersGuest(`a name ${what}`, { body: JSON.stringify({ name }) }, 422, {
    reason,
    sentence: refusalSentences[reason],
  });

const denies = (what: string, tried: (mallory: Guest) => Promise<unknown>, answer: object): Case => [
  `a page asking for ${what}`,
  tried,
  answer,
];
const posts = (what: string, other: object, answer: object): Case =>
  denies(
    what,
    ({ token }) => exports.default.post(room, { token }, { id: idOf(1), text: 'hi', after: 0, ...other }),
    answer,
  );

const claims = '{"id":"mallory-000","name":"Mallory"}';
const cases: Case[] = [
  closes('that is not JSON', 'written all the same', closeCodes.notJson),
  closes('that is not of the protocol', { t: 'shout', text: 'hi' }, closeCodes.notOfTheProtocol),
  closes('that says a number', { ...say, text: 7 }, closeCodes.notOfTheProtocol),
  closes('with an id of other characters', { ...say, id: "robert'); --" }, closeCodes.notOfTheProtocol),
  closes('that is too large', { ...say, text: 'é'.repeat(limits.frameBytes / 2) }, closeCodes.tooLarge),
  closes('that is far too large', 'a'.repeat(2_000_000), closeCodes.tooLarge),
  closes('that is binary', new TextEncoder().encode(JSON.stringify(say)).buffer, closeCodes.binary),
  closes('that is a second hello', hello, closeCodes.helloTwice),
  closes('asking for a page before a negative seq', { t: 'page', before: -1 }, closeCodes.notOfTheProtocol),
  closes('asking for a page before a fraction', { t: 'page', before: 1.5 }, closeCodes.notOfTheProtocol),
  first('that says', say, closeCodes.beforeHello),
  first('that does what nobody knows', { ...say, t: 'dance' }, closeCodes.beforeHello),
  first('that pages', { t: 'page', before: 1 }, closeCodes.beforeHello),
  first('of an older protocol', { ...hello, v: versionBefore - 1 }, closeCodes.wrongVersion),
  first(
    'of a newer protocol',
    { t: 'hello', v: protocolVersion + 1, from: 'the future' },
    closeCodes.wrongVersion,
  ),
  first('that is not JSON', 'hello', closeCodes.notJson),

  refusesSay(
    'that mentions more people than may be',
    Array.from({ length: limits.mentions + 1 }, (_, i) => `<@${idOf(i)}>`).join(' '),
    'too-many-mentions',
  ),
  refusesSay('that calls everybody, by a guest', 'lunch <@here>', 'not-allowed'),
  refusesSay('that is empty', '', 'empty'),
  refusesSay('that nobody can see', '\u200b \u2800\n', 'empty'),
  refusesSay('that is too long', 'a'.repeat(limits.messageLetters + 1), 'too-long'),
  refusesSay('with half of a character', 'a\ud83d', 'unreadable'),
  refusesSay('of zalgo', zalgo, 'too-many-marks'),

  refusesAct('of a kind that nobody knows', { ...say, t: 'dance' }, 'unknown-act'),

  refusesPage('the beginning', () => 0),
  refusesPage('what is not said yet', (head) => head + 2),
  refusesPage('the end of numbers', () => Number.MAX_SAFE_INTEGER),

  badRoom('with a blank', 'bad input'),
  badRoom('with an underscore', 'bad_input'),
  badRoom('with two hyphens', 'bad--input'),
  badRoom('that ends in a hyphen', 'bad-input-'),
  badRoom('in upper case', 'Bad-Input'),
  badRoom('with a slash', 'bad/input'),
  badRoom('with an override', 'bad\u202einput'),
  badRoom('with a control character', 'bad\u0000input'),
  badRoom('of zalgo', `a${'\u0323'.repeat(6)}`),
  badRoom('longer than 64', 'a'.repeat(limits.roomNameLetters + 1)),
  answersSocket(
    'a room name that is no text',
    ({ token }) =>
      exports.default.fetch(`${site}/r/%ff/socket`, {
        headers: { upgrade: 'websocket', ...cookieOf(token) },
      }),
    404,
    nameRule,
  ),
  answersSocket(
    'a plain GET on the socket path',
    ({ token }) => exports.default.fetch(`${site}/r/${room}/socket`, { headers: cookieOf(token) }),
    426,
    'This address takes WebSockets only.',
  ),
  ...[
    'https://evil.test',
    'http://lull.test',
    'https://lull.test:8443',
    'https://lull.test.evil.test',
    'null',
  ].map((origin) =>
    answersSocket(
      `a socket from the origin "${origin}"`,
      ({ token }) => upgrade(room, { origin, ...cookieOf(token) }),
      403,
      'Another site may not do this for you.',
    ),
  ),
  answersSocket(
    'an address that is none',
    () => exports.default.fetch(`${site}/r/${room}/sockets`),
    404,
    'There is nothing at this address.',
  ),

  nobody('no cookie', async () => ({})),
  nobody('a cookie of garbage', async () => cookieOf('garbage')),
  nobody('a cookie with a bad signature', async ({ token }) =>
    cookieOf(`${token.split('.')[0]}.${'A'.repeat(43)}`),
  ),
  nobody('a cookie with other claims', async ({ token }) =>
    cookieOf(`${btoa(claims)}.${token.split('.')[1]}`),
  ),
  nobody('a cookie of another key', async () =>
    cookieOf(await signed('a key of somebody else, long enough', claims)),
  ),
  nobody('a cookie that signs no JSON', async () => cookieOf(await signed(env.GUEST_KEY, 'Mallory'))),
  nobody('a cookie that signs no claims', async () => cookieOf(await signed(env.GUEST_KEY, '{"id":7}'))),
  nobody('a person in a header instead', async () => ({ 'x-lull-person': encodeURIComponent(claims) })),

  refusesName('that is empty', ' ', 'empty'),
  refusesName('that nobody can see', '\u200b', 'empty'),
  refusesName('longer than 64', 'a'.repeat(limits.nameLetters + 1), 'too-long'),
  refusesName('with control characters', 'An\u0000a', 'unreadable'),
  refusesName('of two lines', 'An\na', 'unreadable'),
  refusesName('with half of a character', 'An\ud83d', 'unreadable'),
  refusesName('of zalgo', zalgo, 'too-many-marks'),
  answersGuest('a name that is a number', { body: '{"name":7}' }, 400, {
    sentence: 'Send JSON with a name, like {"name": "Ana"}.',
  }),
  answersGuest('a name without JSON', { body: 'Ana' }, 400, {
    sentence: 'Send JSON with a name, like {"name": "Ana"}.',
  }),
  answersGuest(
    'a name in far too much JSON',
    { body: JSON.stringify({ name: 'Ana', more: 'a'.repeat(5_000) }) },
    413,
    { sentence: 'That takes at most 4096 bytes.' },
  ),
  answersGuest(
    'a name in a form',
    { body: '{"name":"Ana"}', headers: { 'content-type': 'text/plain' } },
    415,
    {
      sentence: 'Send JSON, with the content type application/json.',
    },
  ),
  answersGuest(
    'a name from another site',
    { body: '{"name":"Ana"}', headers: { origin: 'https://evil.test' } },
    403,
    {
      sentence: 'Another site may not do this for you.',
    },
  ),
  answersGuest('a name by PUT', { method: 'PUT', body: '{"name":"Ana"}' }, 405, { sentence: 'Send a POST.' }),

  denies('a room of another name', () => exports.default.glance('Bad Input', {}), {
    denied: 'bad-room-name',
  }),
  ...[-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 0, 1_000_000].map((before) =>
    denies(`history before ${before}`, () => exports.default.glance(room, {}, before), {
      refused: 'no-such-page',
    }),
  ),
  denies(
    'a message in a room of another name',
    ({ token }) => exports.default.post('Bad Input', { token }, { ...say }),
    { denied: 'bad-room-name' },
  ),
  denies(
    'a message from nobody',
    () => exports.default.post(room, {}, { id: idOf(1), text: 'hi', after: 0 }),
    { denied: 'no-name' },
  ),
  denies(
    'a message with a forged token',
    () => exports.default.post(room, { token: 'a.b' }, { id: idOf(1), text: 'hi', after: 0 }),
    { denied: 'no-name' },
  ),
  posts('a message without an id', { id: '' }, { denied: 'broken-form' }),
  posts('a message with another kind of id', { id: 'a b c d e f g' }, { denied: 'broken-form' }),
  posts('a message after no number', { after: Number.NaN }, { denied: 'broken-form' }),
  posts('a message after a negative one', { after: -1 }, { denied: 'broken-form' }),
  posts('a message after half a one', { after: 0.5 }, { denied: 'broken-form' }),
  posts('a message of zalgo', { text: zalgo }, { refused: 'too-many-marks' }),
  posts('an empty message', { text: '' }, { refused: 'empty' }),
  posts('a message of a megabyte', { text: 'a'.repeat(1_000_000) }, { refused: 'too-long' }),
];

// None of this is a bug of ours, which is what the error log is for.
let bugs: MockInstance;
beforeEach(() => {
  letEverybodyHurry();
  bugs = vi.spyOn(console, 'error');
});
afterEach(() => expect(bugs).not.toHaveBeenCalled());

describe('B bad input gets a name and a sentence, and everyone else goes on', () => {
  test.each(cases)('%s', async (_, tried, answer) => {
    const [ana, bo] = [await enter(room, await regulars.ana), await enter(room, await regulars.bo)];
    ana.says('before');
    await bo.hearsText('before');
    const before = await kept(room);

    const mallory = await guest('Mallory');
    expect(await tried(mallory)).toEqual(answer);

    expect(await kept(room)).toEqual(before);
    bo.says('after');
    await ana.hearsText('after');
    await bo.hearsText('after');
    expect(await kept(room)).toHaveLength(before.length + 1);
    expect(said(ana)).toEqual(['before', 'after']);
    await Promise.all([ana.leaves(), bo.leaves()]);
  });
});

const said = ({ events }: Visitor) =>
  events.flatMap((event) => (event.t === 'said' ? [event.message.text] : []));
