import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FaultyLine } from './line.ts';
import { Random } from './random.ts';

// A server that notes what arrives on each connection, and answers with the same.
let server: Server;
let line: FaultyLine;
let heard: { bytes: string; ended: boolean }[];
let ends: Socket[];

beforeEach(async () => {
  heard = [];
  ends = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    const one = { bytes: '', ended: false };
    heard.push(one);
    ends.push(socket);
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (text) => {
      one.bytes += text;
      socket.write(text);
    });
    socket.on('end', () => {
      one.ended = true;
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  line = await FaultyLine.to((server.address() as AddressInfo).port, new Random(1));
});

afterEach(async () => {
  await line.end();
  for (const socket of ends) socket.destroy();
  await new Promise((closed) => server.close(closed));
});

/** A client's end, and all that came back. */
async function dial(): Promise<{
  socket: Socket;
  back: () => string;
  ended: () => boolean;
  broke: Promise<unknown>;
}> {
  const socket = connect({ port: line.port, host: '127.0.0.1', allowHalfOpen: true });
  const broke = new Promise((resolve) => socket.on('error', () => {}).on('close', resolve));
  let bytes = '';
  let ended = false;
  socket.setEncoding('utf8').on('data', (text) => {
    bytes += text;
  });
  socket.on('end', () => {
    ended = true;
  });
  // A line that is out lets nobody get that far.
  await Promise.race([once(socket, 'connect').catch(() => {}), broke]);
  return { socket, back: () => bytes, ended: () => ended, broke };
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1_000 && !holds(); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
}

describe('a line', () => {
  test('carries bytes both ways, and each end’s FIN', async () => {
    const { socket, back, ended } = await dial();
    socket.end('hello');
    await until(() => back() === 'hello' && heard[0]?.ended === true);
    expect(ended()).toBe(false);
  });

  test('cut, breaks what is open and whatever is opened until the outage is over', async () => {
    const first = await dial();
    first.socket.write('a');
    await until(() => first.back() === 'a');
    line.cut(10_000);
    await first.broke;
    const second = await dial();
    await second.broke;
    line.mend();
    const third = await dial();
    third.socket.write('c');
    await until(() => third.back() === 'c');
  });

  test('stalled one way, holds all of that way and lets the other pass', async () => {
    const { socket, back } = await dial();
    line.stall('down', 10_000);
    socket.write('a');
    await until(() => heard[0]?.bytes === 'a');
    socket.write('b');
    await until(() => heard[0]?.bytes === 'ab');
    expect(back()).toBe('');
    line.mend();
    await until(() => back() === 'ab');
  });

  test('delayed, brings everything, late and in order', async () => {
    const { socket, back } = await dial();
    line.delay(30, 10_000);
    const letters = [...'abcdefghij'];
    for (const letter of letters) {
      socket.write(letter);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await until(() => back() === letters.join(''));
  });

  test.each(['up', 'down'] as const)(
    'half-closed on the way %s, tells only the end of that way',
    async (way) => {
      const { socket, back, ended } = await dial();
      socket.write('a');
      await until(() => back() === 'a');
      line.halfClose(way);
      await until(() => heard[0]?.ended === (way === 'up') && ended() === (way === 'down'));
    },
  );

  test('reordered, brings the bytes of an old connection after those of a newer one', async () => {
    const old = await dial();
    old.socket.write('old, ');
    await until(() => heard[0]?.bytes === 'old, ');
    line.overtake(20, 2, 10_000);
    old.socket.write('late');
    await old.broke;
    expect(heard[0]?.bytes).toBe('old, ');
    const newer = await dial();
    newer.socket.write('new, ');
    await until(() => newer.back() === 'new, ');
    expect(heard[0]).toEqual({ bytes: 'old, ', ended: false });
    newer.socket.write('newer');
    await until(() => heard[0]?.bytes === 'old, late' && heard[0].ended);
  });
});
