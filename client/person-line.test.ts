import { expect, test } from 'vitest';
import { heartbeat } from '../protocol/limits.ts';
import { parsePersonFrame, type RoomReadState } from '../protocol/read-state.ts';
import { FakeWorld } from './fake-world.ts';
import { PersonLine } from './person-line.ts';
import { timing } from './timing.ts';

const garden: RoomReadState = { room: 'garden', readUpTo: 3, unread: 2, meant: 1 };

function line() {
  const world = new FakeWorld();
  const told: string[] = [];
  const person = new PersonLine(world.ports, parsePersonFrame, (rooms) =>
    told.push(...rooms.map(({ room }) => room)),
  );
  person.start();
  world.socket.open();
  return { world, told, person };
}

const frame = (...rooms: RoomReadState[]) => JSON.stringify([{ t: 'read-state', rooms }]);

test('V5 a page that is not in a room says nothing, and hears what is unread', () => {
  const { world, told } = line();
  world.socket.saysRaw(frame(garden));
  world.socket.saysRaw(frame({ ...garden, room: 'porch' }));
  expect(told).toEqual(['garden', 'porch']);
  expect(world.socket.frames).toEqual([]);
  world.pass(timing.pingMs);
  expect(world.socket.frames).toEqual([heartbeat.ping]);
});

test('V5 a frame that is broken is passed over, and one of a socket that was given up is not heard', () => {
  const { world, told } = line();
  world.socket.saysRaw(frame(garden));
  for (const broken of ['', '{', '{}', '[{"t":"read-state","rooms":[{"room":1}]}]', new ArrayBuffer(2)])
    world.socket.saysRaw(broken);
  expect(told).toEqual(['garden']);
  const [first] = world.sockets;
  first?.drop();
  world.passToNextSocket();
  first?.saysRaw(frame(garden));
  expect(told).toEqual(['garden']);
  world.socket.open();
  world.socket.saysRaw(frame({ ...garden, room: 'porch' }));
  expect(told).toEqual(['garden', 'porch']);
});

test('V5 a line that cannot be had is tried again ever more slowly', () => {
  const { world } = line();
  const waits: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    world.socket.drop();
    const since = world.nowMs;
    world.passToNextSocket();
    waits.push(world.nowMs - since);
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBeGreaterThan(2 * (waits[0] ?? 0));
});

test('V5 a page that goes away lets the line go', () => {
  const { world, person } = line();
  world.socket.saysRaw(frame(garden));
  person.pause();
  expect(world.socket.closed).toBe(true);
  person.start();
  expect(world.sockets).toHaveLength(2);
});
