// The Worker of the fault harness: the real one, with a way to make things happen to its rooms. No other build
// has it.
import Rooms from '../../durable/worker.ts';
import { RoomObject, untilUnasked } from './faulty-room.ts';

export { PersonObject } from '../../durable/person/person-object.ts';
export { RoomObject };

type Unsafe = { evict(stub: unknown, options: { webSockets: 'hibernate' }): Promise<void> };

export default class FaultyRooms extends Rooms {
  override async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const [, what = '', name = '', nth] = /^\/faults\/([^/]+)\/([^/]+)(?:\/(\d+))?$/.exec(pathname) ?? [];
    if (what === '') return super.fetch(request);
    const room = this.env.ROOM.getByName(name) as DurableObjectStub<RoomObject>;
    if (what === 'places') return Response.json(await room.places());
    return cause(what, room, Number(nth)).then(
      () => new Response('done'),
      (thrown) => new Response(String(thrown), { status: 500 }),
    );
  }
}

async function cause(fault: string, room: DurableObjectStub<RoomObject>, nth: number): Promise<void> {
  switch (fault) {
    case 'evict':
      await untilUnasked();
      return (await unsafe()).evict(room, { webSockets: 'hibernate' });
    case 'abort':
      return room.abort();
    case 'abort-after-next-act':
      return room.abortAfterNextAct();
    case 'fail-a-write':
      return room.failAWrite(nth);
  }
}

// The runtime has this module only under the compatibility flag `unsafe_module`, and the bundler does not know
// it: hence a name that it does not see.
async function unsafe(): Promise<Unsafe> {
  const module = ['workerd', 'unsafe'].join(':');
  return (await import(module)).default;
}
