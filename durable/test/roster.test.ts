import { exports } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { protocolVersion } from '../../protocol/version.ts';
import { idOf } from './history-rules.ts';
import { crowdBeginsAbove, holdSeconds, kept } from './looking-inside.ts';
import { newRoom } from './new-room.ts';
import { enter, guest, type Visitor, visit } from './visitor.ts';

const present = async (room: string) => {
  const glance = await exports.default.glance(room, {});
  return 'present' in glance ? glance.present.map(({ name }) => name) : glance;
};
const news = ({ events }: Visitor) =>
  events.flatMap((e) => (e.t === 'arrived' ? [`+${e.person.name}`] : e.t === 'left' ? [`-${e.person}`] : []));

describe('R1 those who said hello are present, each once, in the order they came', () => {
  test('for a socket and for a page alike', async () => {
    const room = newRoom();
    const ana = await guest('Ana');
    await enter(room, ana);
    await enter(room, 'Bo');
    await enter(room, ana);
    const cai = await enter(room, 'Cai');
    const { present: seen } = await cai.hears('welcome');
    expect(seen.map(({ name }) => name)).toEqual(['Bo', 'Ana', 'Cai']);
    expect(await present(room)).toEqual(['Bo', 'Ana', 'Cai']);
  });

  test('a socket before its hello is not present, and hears nothing', async () => {
    const room = newRoom();
    const [ana, shy] = [await enter(room, 'Ana'), await visit(room, await guest('Shy'))];
    ana.says('anyone?');
    await ana.hearsText('anyone?');
    expect(shy.frames).toEqual([]);
    expect(await present(room)).toEqual(['Ana']);
    await shy.leaves();
    await ana.isUpToDate();
    expect(news(ana)).toEqual([]);
  });
});

describe('R2 coming and going is news to the others', () => {
  test('once each, and not to the one who comes', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await enter(room, 'Bo');
    await ana.hears('arrived');
    await bo.leaves();
    await ana.hears('left');
    expect(news(ana)).toEqual(['+Bo', `-${bo.person.id}`]);
    expect(news(bo)).toEqual([]);
    expect(await present(room)).toEqual(['Ana']);
  });

  test('also when the room sends someone away', async () => {
    const room = newRoom();
    const ana = await enter(room, 'Ana');
    const bo = await enter(room, 'Bo');
    bo.send('no JSON');
    await ana.hears('left', ({ person }) => person === bo.person.id);
    await bo.closed;
    await ana.isUpToDate();
    expect(news(ana)).toEqual(['+Bo', `-${bo.person.id}`]);
  });
});

describe('R3 someone with two tabs is one person', () => {
  test('who came with the first and leaves with the last', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    const tabs = [await enter(room, bo), await enter(room, bo)];
    await tabs[0]?.leaves();
    await ana.isUpToDate();
    expect(news(ana)).toEqual(['+Bo']);
    expect(await present(room)).toEqual(['Ana', 'Bo']);
    ana.says('still there?');
    await tabs[1]?.hearsText('still there?');
    await tabs[1]?.leaves();
    await ana.hears('left');
    expect(news(ana)).toEqual(['+Bo', `-${bo.person.id}`]);
  });

  test('both tabs hear what one of them says', async () => {
    const room = newRoom();
    const bo = await guest('Bo');
    const [one, other] = [await enter(room, bo), await enter(room, bo)];
    one.says('to myself');
    expect(await other.hearsText('to myself')).toEqual(await one.hearsText('to myself'));
  });
});

describe('R4 a person has one name in a room, the newest', () => {
  test('which arrives once more, also in the older tab', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    const old = await enter(room, bo);
    const renamed = await guest('Bob', bo.token);
    expect(renamed.person).toEqual({ ...bo.person, name: 'Bob' });
    await enter(room, renamed);
    await ana.hears('arrived', ({ person }) => person.name === 'Bob');
    await old.hears('arrived', ({ person }) => person.name === 'Bob');
    expect(news(ana)).toEqual(['+Bo', '+Bob']);
    expect(await present(room)).toEqual(['Ana', 'Bob']);
  });

  test('and stays when the older tab is the one that speaks, or the only one left', async () => {
    const room = newRoom();
    const bo = await guest('Bo');
    const old = await enter(room, bo);
    const fresh = await enter(room, await guest('Bob', bo.token));
    old.says('from the old tab');
    expect(await fresh.hearsText('from the old tab')).toMatchObject({ by: { name: 'Bob' } });
    await fresh.leaves();
    expect(await present(room)).toEqual(['Bob']);
  });

  test('and takes it in every tab when it comes with a word from a form', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    const old = await enter(room, bo);
    const renamed = await guest('Bob', bo.token);
    await exports.default.post(room, renamed, { id: idOf(1), text: 'by form', after: 0 });
    await ana.hears('arrived', ({ person }) => person.name === 'Bob');
    old.says('from the tab');
    expect(await ana.hearsText('from the tab')).toMatchObject({ by: { name: 'Bob' } });
  });

  test('and an older socket that says hello first does not rename a newer one', async () => {
    const room = newRoom();
    const bo = await guest('Bo');
    const [old, fresh] = [await visit(room, bo), await visit(room, await guest('Bob', bo.token))];
    old.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect(await old.hears('welcome')).toMatchObject({ you: { name: 'Bob' } });
    fresh.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect(await fresh.hears('welcome')).toMatchObject({ you: { name: 'Bob' }, present: [{ name: 'Bob' }] });
    await old.isUpToDate();
    expect(news(old)).toEqual([]);
  });

  test('and an older socket that says hello late does not bring the old name back', async () => {
    const room = newRoom();
    const [ana, bo] = [await enter(room, 'Ana'), await guest('Bo')];
    const slow = await visit(room, bo);
    await enter(room, await guest('Bob', bo.token));
    slow.send({ t: 'hello', v: protocolVersion, since: 0 });
    expect(await slow.hears('welcome')).toMatchObject({ you: { name: 'Bob' } });
    await ana.isUpToDate();
    expect(news(ana)).toEqual(['+Bob']);
  });
});

describe('H4 whoever comes under a new name has it on all they said', () => {
  const authors = async (room: string) => (await kept(room)).map(({ by }) => by.name);

  test('also when they leave without another word', async () => {
    const room = newRoom();
    const bo = await enter(room, 'Bo');
    bo.says('hi');
    await bo.hearsText('hi');
    await bo.leaves();
    const bob = await enter(room, await guest('Bob', bo.guest.token));
    expect(await bob.hears('welcome')).toMatchObject({ messages: [{ by: { name: 'Bob' } }] });
    await bob.leaves();
    expect(await authors(room)).toEqual(['Bob']);
  });

  test('and when a form brings the name, and its words are refused', async () => {
    const room = newRoom();
    const bo = await enter(room, 'Bo');
    bo.says('hi');
    await bo.hearsText('hi');
    const renamed = await guest('Bob', bo.guest.token);
    await exports.default.post(room, renamed, { id: idOf(1), text: ' ', after: 0 });
    await bo.hears('arrived', ({ person }) => person.name === 'Bob');
    expect(await authors(room)).toEqual(['Bob']);
  });
});

describe('R8 in a room of more than fifty', () => {
  const crowd = async (room: string, size: number) => {
    const people: Visitor[] = [];
    for (let n = 1; n <= size; n += 1) people.push(await enter(room, `Visitor ${n}`));
    return people;
  };

  test('who comes and goes is told together, the latest of each, and to whoever comes meanwhile at once', async () => {
    const room = newRoom();
    const people = await crowd(room, 51);
    const [first, last] = [people[0] as Visitor, people[50] as Visitor];
    await first.hears('arrived', ({ person }) => person.name === 'Visitor 51');
    first.frames.length = 0;
    const aSecondPasses = holdSeconds(room);
    const [ana, bo] = [await enter(room, 'Ana'), await enter(room, 'Bo')];
    expect((await bo.hears('welcome')).present.map(({ name }) => name).slice(-2)).toEqual(['Ana', 'Bo']);
    await ana.leaves();
    await last.leaves();
    expect(first.frames).toEqual([]);
    await aSecondPasses();
    await first.hears('left', ({ person }) => person === last.person.id);
    expect(first.frames).toEqual([
      [
        { t: 'arrived', person: bo.as('guest'), here: 51 },
        { t: 'left', person: ana.person.id, here: 51 },
        { t: 'left', person: last.person.id, here: 51 },
      ],
    ]);
  });

  test('or with the next word, which never waits for it', async () => {
    const room = newRoom();
    const people = await crowd(room, 52);
    const first = people[0] as Visitor;
    await first.hears('arrived', ({ person }) => person.name === 'Visitor 52');
    first.frames.length = 0;
    holdSeconds(room);
    const ana = await enter(room, 'Ana');
    ana.says('hello');
    await first.hearsText('hello');
    expect(first.frames.flat().map((event) => (typeof event === 'string' ? event : event.t))).toEqual([
      'arrived',
      'said',
    ]);
    expect(first.frames).toHaveLength(1);
  });
});

describe('R9 in a crowd', () => {
  const crowdOf = async (...names: string[]) => {
    // Two hundred cost a test seconds; nothing depends on how many it takes.
    crowdBeginsAbove(4);
    const room = newRoom();
    const people: Visitor[] = [];
    for (const name of names) people.push(await enter(room, name));
    return { room, people };
  };
  const seen = (visitor: Visitor) =>
    visitor.events.flatMap((e) =>
      e.t === 'arrived'
        ? [`+${e.person.name} ${e.here}`]
        : e.t === 'left' || e.t === 'here'
          ? [`${e.t} ${e.here}`]
          : [],
    );

  test('who comes and goes is a number, and everybody is told by name below that', async () => {
    const { room, people } = await crowdOf('Ana', 'Bo', 'Cai', 'Dee');
    const [ana, bo] = people as [Visitor, Visitor];
    const aSecondPasses = holdSeconds(room);
    const eve = await enter(room, 'Eve');
    await aSecondPasses();
    await ana.hears('here', ({ here }) => here === 5);
    await bo.leaves();
    await ana.hears('left', ({ here }) => here === 4);
    expect(seen(ana)).toEqual(['+Bo 2', '+Cai 3', '+Dee 4', 'here 5', 'left 4']);
    expect(await eve.hears('welcome')).toMatchObject({
      here: 5,
      present: [ana.as('owner'), eve.as('guest')],
    });
  });

  test('comings come with the next word as well', async () => {
    const { room, people } = await crowdOf('Ana', 'Bo', 'Cai', 'Dee', 'Eve');
    const [ana] = people as [Visitor];
    await ana.hears('here', ({ here }) => here === 5);
    holdSeconds(room);
    const fay = await enter(room, 'Fay');
    fay.says('hello');
    await ana.hearsText('hello');
    expect(seen(ana).at(-1)).toBe('here 6');
  });

  test('moderators, and who is called otherwise, are told by name', async () => {
    const { room, people } = await crowdOf('Ana', 'Bo', 'Cai', 'Dee', 'Eve', 'Fay');
    const [ana, bo] = people as [Visitor, Visitor];
    await ana.hears('here', ({ here }) => here === 6);
    people[2]?.says('I have been here');
    await ana.hearsText('I have been here');
    await exports.default.act(room, ana.guest, { do: 'role', whom: bo.person.id, role: 'moderator' });
    expect((await ana.hears('arrived', ({ person }) => person.role === 'moderator')).person.name).toBe('Bo');
    await exports.default.introduce(people[2]?.guest ?? expect.unreachable(), 'Caius');
    await ana.hears('arrived', ({ person, here }) => person.name === 'Caius' && here === 6);
    await bo.leaves();
    await ana.hears('left', ({ person, here }) => person === bo.person.id && here === 5);
    const late = await enter(room, 'Gus');
    expect((await late.hears('welcome')).present.map(({ name }) => name)).toEqual(['Ana', 'Caius', 'Gus']);
  });

  test('a welcome and a page have who spoke last, if they are here', async () => {
    const { room, people } = await crowdOf('Ana', 'Bo', 'Cai', 'Dee', 'Eve', 'Fay');
    const [ana, bo, cai, dee] = people as [Visitor, Visitor, Visitor, Visitor];
    for (const [one, text] of [
      [dee, '1'],
      [bo, '2'],
      [cai, '3'],
      [bo, '4'],
    ] as const) {
      one.says(text);
      await ana.hearsText(text);
    }
    await cai.leaves();
    const late = await enter(room, 'Gus');
    const names = ['Ana', 'Dee', 'Bo'];
    expect((await late.hears('welcome')).present.map(({ name }) => name)).toEqual([...names, 'Gus']);
    expect(await present(room)).toEqual(names);
    expect(await exports.default.glance(room, {})).toMatchObject({ here: 6 });
  });

  test('all others are looked up, by the order of their names or by letters in them', async () => {
    const { room } = await crowdOf('Zoë', 'ana', 'Bo', 'Cai', 'Dee', 'Ánna', 'Eve');
    const look = async (query: { find?: string; after?: string }) => {
      const page = await exports.default.people(room, {}, query);
      return 'people' in page ? { ...page, people: page.people.map(({ name }) => name) } : page;
    };
    expect(await look({})).toEqual({
      here: 7,
      people: ['ana', 'Ánna', 'Bo', 'Cai', 'Dee', 'Eve', 'Zoë'],
    });
    expect(await look({ find: ' OE ' })).toEqual({ here: 7, people: ['Zoë'] });
    expect(await look({ find: 'nobody' })).toEqual({ here: 7, people: [] });
    expect(await look({ find: 'AN' })).toMatchObject({ people: ['ana', 'Ánna'] });
  });
});
