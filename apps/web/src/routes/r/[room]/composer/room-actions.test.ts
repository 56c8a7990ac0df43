import { afterEach, describe, expect, test, vi } from 'vitest';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import { roomWords } from '$lib/words/en/room.ts';
import { act, rename } from './room-actions.ts';

const answers = (status: number, body: unknown) => {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => Response.json(body, { status }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
};
afterEach(() => vi.unstubAllGlobals());

describe('T14 what a room is asked to do', () => {
  test('is posted to it, and answered', async () => {
    const fetch = answers(200, { done: true });
    expect(await act('grüner-tee', { do: 'settings', topic: 'Tea' })).toEqual({ done: true });
    const [path, { method, body, headers } = {}] = fetch.mock.calls[0] ?? [];
    expect({ path, method, body, headers }).toEqual({
      path: '/r/gr%C3%BCner-tee/action',
      method: 'POST',
      body: '{"do":"settings","topic":"Tea"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  test.each<[number, object, string]>([
    [403, { reason: 'not-allowed', sentence: 'x' }, refusalWords['not-allowed']],
    [422, { reason: 'no-such-person', sentence: 'x' }, refusalWords['no-such-person']],
    [429, { reason: 'too-fast', sentence: 'x' }, refusalWords['too-fast']],
    [422, { reason: 'of-tomorrow', sentence: 'x' }, refusalWords.unknown],
    [422, { reason: 'toString', sentence: 'x' }, refusalWords.unknown],
    [400, { sentence: 'x' }, refusalWords.unknown],
    [401, { sentence: 'x' }, denialWords['no-name']],
    [403, { sentence: 'x' }, denialWords.banned],
    [404, { sentence: 'x' }, denialWords['no-such-room']],
    [429, { sentence: 'x' }, denialWords.busy],
  ])('%d %j is said as %j', async (status, body, sentence) => {
    answers(status, body);
    expect(await act('tea', { do: 'leave' })).toEqual({ sentence });
  });

  test('that cannot be reached is said', async () => {
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no line')));
    expect(await act('tea', { do: 'leave' })).toEqual({ sentence: roomWords.unreached });
    vi.stubGlobal('fetch', async () => new Response('<h1>502</h1>', { status: 502 }));
    expect(await act('tea', { do: 'leave' })).toEqual({ sentence: roomWords.unreached });
  });
});

describe('T14 another name', () => {
  test('is asked for by its route, and refused as a name', async () => {
    const person = { id: '0123456789', name: 'Bo', kind: 'guest' };
    const fetch = answers(200, { person });
    expect(await rename('Bo')).toEqual({ person });
    expect(fetch.mock.calls[0]?.[0]).toBe('/api/guest');
    answers(422, { reason: 'too-long' });
    expect(await rename('Bo')).toEqual({ sentence: nameRefusal('too-long') });
  });
});
