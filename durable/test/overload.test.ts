import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { closeCodes, retryAfterMs } from '../../protocol/close-codes.ts';
import { answerSocketRequest } from '../http/socket-route.ts';
import { newRoom } from './new-room.ts';
import { cookieOf, guest, site, Visitor } from './visitor.ts';

const faulty = (fault: Error) => ({
  ...env,
  ROOM: {
    getByName: () => ({ fetch: () => Promise.reject(fault) }),
    idFromName: (name: string) => name,
  } as unknown as typeof env.ROOM,
});

const upgrade = async (fault: Error, who: Awaited<ReturnType<typeof guest>>) => {
  const room = newRoom();
  const request = new Request(`${site}/r/${room}/socket`, {
    headers: { upgrade: 'websocket', ...cookieOf(who.token) },
  });
  return answerSocketRequest(request, room, faulty(fault));
};

describe('Z5 a room that has more to do than it can asks to be left alone for a while', () => {
  test('in the reason of the close, since a browser cannot read a header of a refused upgrade', async () => {
    const who = await guest('Ana');
    const fault = Object.assign(new Error('Durable Object is overloaded.'), { overloaded: true });
    const { status, webSocket } = await upgrade(fault, who);
    expect(status).toBe(101);
    if (!webSocket) throw new Error('No socket was opened.');
    const { code, reason } = await new Visitor(webSocket, who).closed;
    expect(code).toBe(closeCodes.overloaded.code);
    expect(retryAfterMs(reason)).toBeGreaterThanOrEqual(5_000);
  });

  test('and any other fault is not taken for that', async () => {
    await expect(upgrade(new Error('broken'), await guest('Ana'))).rejects.toThrow('broken');
  });
});
