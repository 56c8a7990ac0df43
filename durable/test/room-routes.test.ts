import { env, exports } from 'cloudflare:workers';
import { describe, expect, test, vi } from 'vitest';
import type { Action } from '../../protocol/actions.ts';
import { type Refusal, refusalSentences } from '../../protocol/refusals.ts';
import type { Acted, Denied, Founding, Opened } from '../../protocol/rooms.ts';
import { answerRoomRequest } from '../http/room-routes.ts';
import type { Requester } from '../room/requester.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, guest, site } from './visitor.ts';
import { letRooms } from './who-and-where.ts';

type Answer = Acted | Opened | Refusal | Denied;

/** A Worker whose rooms all give the same answer, and note what they were asked. */
function roomThatAnswers(answer: Answer) {
  const asked: { name: string; requester: Requester; what: Action | Founding }[] = [];
  const room = (name: string) => ({
    open: async (_: string, requester: Requester, what: Founding) => {
      asked.push({ name, requester, what });
      return answer;
    },
    act: async (requester: Requester, what: Action) => {
      asked.push({ name, requester, what });
      return answer;
    },
  });
  const faked = {
    ...env,
    ROOM: { getByName: room, idFromName: env.ROOM.idFromName.bind(env.ROOM) },
  } as unknown as typeof env;
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answered = await answerRoomRequest(posted(path, JSON.stringify(body), headers), faked);
    if (!answered) throw new Error(`${path} is nothing of a room's.`);
    return answered;
  };
  return { asked, post };
}

function posted(path: string, body: string, headers: Record<string, string> = {}, method = 'POST'): Request {
  const json = { 'content-type': 'application/json', ...headers };
  return new Request(`${site}${path}`, method === 'POST' ? { method, body, headers: json } : { method });
}

const lock: Action = { do: 'settings', locked: true };

describe('W1 POST /api/rooms makes a room', () => {
  test.each([
    ['made', 201],
    ['there', 200],
  ] as const)('and says that it is %s', async (opened, status) => {
    const { asked, post } = roomThatAnswers({ opened });
    const ana = await guest('Ana');
    const body = { room: 'café-bench', title: 'Café', visibility: 'listed', other: 1 };
    const answer = await post('/api/rooms', body, cookieOf(ana.token));
    expect([answer.status, await answer.json()]).toEqual([status, { opened }]);
    expect(asked).toMatchObject([
      {
        name: 'café-bench',
        requester: { person: ana.person },
        what: { title: 'Café', visibility: 'listed' },
      },
    ]);
    expect(Object.keys(asked[0]?.what ?? {})).toEqual(['title', 'visibility']);
  });

  test('only by its address, as a room is called', async () => {
    const { asked, post } = roomThatAnswers({ opened: 'made' });
    for (const room of ['', 'Saturday Bench', 'a/b', '../a', 'a'.repeat(65), 'ﬀ']) {
      expect((await post('/api/rooms', { room })).status).toBe(404);
    }
    expect(asked).toEqual([]);
  });
});

describe('W2 POST /r/<room>/action does something in a room', () => {
  test('by whoever holds the cookie, from wherever the edge says', async () => {
    const { asked, post } = roomThatAnswers({ done: true, invite: { id: 'invite-0001', token: 't' } });
    const ana = await guest('Ana');
    const headers = { ...cookieOf(ana.token), 'cf-connecting-ip': '203.0.113.7' };
    const answer = await post(`/r/${encodeURIComponent('café')}/action`, { do: 'invite' }, headers);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { done: true, invite: { id: 'invite-0001', token: 't' } },
    ]);
    expect(asked).toMatchObject([
      { name: 'café', requester: { person: ana.person }, what: { do: 'invite' } },
    ]);
    expect(asked[0]?.requester.address).toMatch(/^[0-9a-f]{32}$/);
  });

  test('also by nobody, whom the room will answer', async () => {
    const { asked, post } = roomThatAnswers({ denied: 'no-name' });
    expect((await post('/r/bench/action', lock)).status).toBe(401);
    expect(asked[0]?.requester).toEqual({});
  });
});

describe('W3 what is not done has a status and a sentence', () => {
  test.each<[Refusal, number]>([
    [{ refused: 'not-allowed' }, 403],
    [{ refused: 'no-such-person' }, 422],
    [{ refused: 'slow', retryAfterMs: 1_200 }, 429],
    [{ refused: 'too-fast', retryAfterMs: 500 }, 429],
    [{ refused: 'muted', until: 1_750_000_000_000 }, 422],
  ])('refused %j with %i', async (refusal, status) => {
    const { refused: reason, ...more } = refusal;
    for (const [path, body] of [
      ['/r/bench/action', lock],
      ['/api/rooms', { room: 'bench' }],
    ] as const) {
      const answer = await roomThatAnswers(refusal).post(path, body);
      expect([answer.status, await answer.json()]).toEqual([
        status,
        { reason, sentence: refusalSentences[reason], ...more },
      ]);
      const { retryAfterMs } = refusal;
      const seconds = retryAfterMs === undefined ? null : `${Math.ceil(retryAfterMs / 1_000)}`;
      expect(answer.headers.get('retry-after')).toBe(seconds);
    }
  });

  test.each<[Denied, number, object]>([
    [{ denied: 'no-name' }, 401, {}],
    [{ denied: 'banned', until: 5, why: 'Shouting' }, 403, { until: 5, why: 'Shouting' }],
    [{ denied: 'banned', why: '' }, 403, {}],
    [{ denied: 'no-such-room' }, 404, {}],
    [{ denied: 'no-such-invite' }, 404, {}],
    [{ denied: 'room-taken' }, 409, {}],
    [{ denied: 'broken-form' }, 400, {}],
    [{ denied: 'busy', retryAfterS: 30 }, 429, {}],
  ])('denied %j with %i', async (denial, status, more) => {
    for (const [path, body] of [
      ['/r/bench/action', lock],
      ['/api/rooms', { room: 'bench' }],
    ] as const) {
      const answer = await roomThatAnswers(denial).post(path, body);
      expect([answer.status, await answer.json()]).toEqual([
        status,
        { sentence: expect.any(String), ...more },
      ]);
      expect(answer.headers.get('retry-after')).toBe(status === 429 ? '30' : null);
    }
  });

  test('and an address that nobody made reads like a private room', async () => {
    const ana = await guest('Ana');
    const asked = posted('/r/nobody-made-this/action', JSON.stringify(lock), cookieOf(ana.token));
    const absent = await exports.default.fetch(asked);
    const hidden = await roomThatAnswers({ denied: 'no-such-room' }).post('/r/private/action', lock);
    expect([absent.status, await absent.text()]).toEqual([hidden.status, await hidden.text()]);
  });
});

describe('W4 what is no request of ours is not heard', () => {
  const whole = JSON.stringify({ do: 'role', whom: 'bo-0000000000', role: 'member' });
  const cases: [string, Request, number][] = [
    ['another method', posted('/r/bench/action', '', {}, 'GET'), 405],
    ['another method for rooms', posted('/api/rooms', '', {}, 'DELETE'), 405],
    ['another site', posted('/r/bench/action', whole, { origin: 'https://evil.test' }), 403],
    ['another site for rooms', posted('/api/rooms', '{"room":"a"}', { origin: 'null' }), 403],
    ['a form', posted('/r/bench/action', whole, { 'content-type': 'text/plain' }), 415],
    ['a form for rooms', posted('/api/rooms', 'room=a', { 'content-type': 'multipart/form-data' }), 415],
    ['no JSON', posted('/r/bench/action', '{'), 400],
    ['nothing', posted('/api/rooms', ''), 400],
    ['no action', posted('/r/bench/action', '{"do":"destroy"}'), 400],
    ['an action of another shape', posted('/r/bench/action', '{"do":"mute","whom":"bo-0000000000"}'), 400],
    ['a ban for no time', posted('/r/bench/action', '{"do":"ban","whom":"bo-0000000000","forS":0}'), 400],
    ['a visibility there is not', posted('/api/rooms', '{"room":"a","visibility":"open"}'), 400],
    ['a room that is no word', posted('/api/rooms', '{"room":["a"]}'), 400],
    ['too many bytes', posted('/r/bench/action', whole.padEnd(8_193)), 413],
    ['too many bytes for rooms', posted('/api/rooms', '{"room":"a"}'.padEnd(8_193)), 413],
    ['half an escape', posted('/r/%E0%A4%A/action', whole), 404],
    ['a name that is none', posted('/r/Not%20One/action', whole), 404],
  ];

  test.each(cases)('%s', async (_, request, status) => {
    const answer = await exports.default.fetch(request);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ sentence: expect.stringMatching(/^[A-Z].+\.$/) });
  });

  test('but 8 KiB are heard', async () => {
    const { asked, post } = roomThatAnswers({ done: true });
    const why = ' '.repeat(8_192 - JSON.stringify({ ...lock, topic: '' }).length);
    expect((await post('/r/bench/action', { ...lock, topic: why })).status).toBe(200);
    expect(asked).toHaveLength(1);
  });

  test('and other addresses are nobody’s', async () => {
    for (const path of ['/api/rooms/', '/r/a/actions', '/r/action', '/r/a/b/action']) {
      expect(await answerRoomRequest(posted(path, '{}'), env)).toBeUndefined();
    }
  });
});

describe('B a body that does not say how long it is', () => {
  test.each(['/api/guest', '/api/rooms', '/r/bench/action', '/api/passkeys/begin'])(
    '%s takes in no more than shows that it is too long',
    async (path) => {
      const chunk = new Uint8Array(1_024).fill(32);
      let chunks = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          chunks += 1;
          if (chunks > 90_000) controller.close();
          else controller.enqueue(chunk);
        },
      });
      const headers = { 'content-type': 'application/json' };
      const answer = await exports.default.fetch(`${site}${path}`, { method: 'POST', headers, body });
      expect(answer.status).toBe(413);
      expect(chunks).toBeLessThan(1_000);
    },
  );
});

describe('W3 a fault', () => {
  test('is said in a sentence, and its stack goes to the log alone', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    letRooms({
      act: () => {
        throw new Error('a secret of the room');
      },
    });
    const { token } = await guest('Ana');
    const headers = { 'content-type': 'application/json', ...cookieOf(token) };
    const request = { method: 'POST', headers, body: '{"do":"leave"}' };
    const answer = await exports.default.fetch(`${site}/r/${newRoom()}/action`, request);
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ sentence: 'Something broke on our side.' });
    expect(String(logged.mock.calls)).toContain('a secret of the room');
  });
});

describe('W4 an action with a field that there is not', () => {
  const act = (body: object) => roomThatAnswers({ done: true }).post('/r/bench/action', body);

  test.each<[object, string]>([
    [{ do: 'settings', settings: { topic: 'hi' } }, 'settings'],
    [{ do: 'mute', whom: 'bo-00000000', forS: 60, until: 5 }, 'until'],
    [{ do: 'leave', now: true }, 'now'],
  ])('%j is refused, and the field is named', async (action, field) => {
    const answer = await act(action);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      sentence: expect.stringMatching(`^There is no field “${field}” here\\. Send JSON with an action`),
    });
  });

  test('also when a page sends it', async () => {
    const action = { do: 'settings', settings: { topic: 'hi' } } as unknown as Action;
    expect(await exports.default.act('bench', {}, action)).toEqual({ denied: 'broken-form' });
  });
});

describe('D6 an invite is accepted by a client without a page', () => {
  const accept = (room: string, token: string | undefined, body: object) =>
    exports.default.fetch(`${site}/r/${room}/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? cookieOf(token) : {}) },
      body: JSON.stringify(body),
    });

  test('who is a member from then on', async () => {
    const [room, ana, bo] = [newRoom(), await guest('Ana'), await guest('Bo')];
    await exports.default.open(room, ana, { visibility: 'private' });
    const made = await exports.default.act(room, ana, { do: 'invite', uses: 1 });
    const invite = 'invite' in made ? made.invite : expect.unreachable();
    const nobody = await accept(room, undefined, { token: invite?.token });
    expect([nobody.status, await nobody.json()]).toEqual([401, { sentence: expect.any(String) }]);
    const accepted = await accept(room, bo.token, { token: invite?.token });
    expect([accepted.status, await accepted.json()]).toEqual([200, { done: true }]);
    expect(await exports.default.glance(room, bo)).toMatchObject({ standing: { role: 'member' } });
  });

  test.each([
    ['another token', { token: 'guessed' }, 404],
    ['no token', {}, 400],
  ])('but not by %s', async (_, body, status) => {
    const bo = await guest('Bo');
    const answer = await accept(newRoom(), bo.token, body);
    expect([answer.status, await answer.json()]).toEqual([status, { sentence: expect.any(String) }]);
  });
});
