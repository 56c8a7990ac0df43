import { exports } from 'cloudflare:workers';
import { nanoid } from 'nanoid';
import { beforeAll, describe, expect, test } from 'vitest';
import { Action } from '../../protocol/actions.ts';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { Role } from '../../protocol/roles.ts';
import { roles } from '../../protocol/roles.ts';
import type { Settings } from '../../protocol/settings.ts';
import { firstSettings } from '../../protocol/settings.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { forNobody, forNobodyMuted, may, type Permission, permissions } from '../room/permissions.ts';
import {
  actors,
  bystanders,
  type Everybody,
  everybody,
  type MatrixActor,
  own,
  roomWith,
} from './room-with-everybody.ts';
import { cookieOf, type Guest, site, upgrade, Visitor } from './visitor.ts';

const rooms = exports.default;
type Route = 'socket' | 'form' | 'call' | 'http';
/** One way to try something that takes a permission. `no` is the answer where that is all that is missing. */
type Attempt = {
  permission: Permission;
  route: Route;
  name: string;
  no: string;
  tried(room: string, who: Guest): Promise<string>;
};

let people: Everybody;
beforeAll(async () => {
  people = await everybody();
});

/** Every action, once for each permission that it can take. */
const actions = (isPrivate: boolean): [Permission, Action][] => {
  const whom = people.bystander.person.id;
  return [
    ['tend', { do: 'settings', topic: 'Chess', locked: false, slowS: 5 }],
    ['settings', { do: 'settings', title: 'Chess', posting: 'member' }],
    ['enrol', { do: 'role', whom, role: isPrivate ? 'guest' : 'member' }],
    ['role', { do: 'role', whom, role: 'moderator' }],
    ['transfer', { do: 'transfer', whom }],
    ['mute', { do: 'mute', whom, forS: 60 }],
    ['unmute', { do: 'unmute', whom: people.silenced.person.id }],
    ['kick', { do: 'kick', whom, why: 'rude' }],
    ['ban', { do: 'ban', whom, address: true }],
    ['unban', { do: 'unban', whom: people.outcast.person.id }],
    ['remove', { do: 'remove', message: bystanders.message }],
    ['report', { do: 'report', message: bystanders.message }],
    ['pin', { do: 'pin', message: bystanders.message }],
    ['unpin', { do: 'unpin', message: bystanders.message }],
    ['thread-own', { do: 'thread', message: own.message, done: true }],
    ['thread', { do: 'thread', message: bystanders.message, done: true }],
    ['invite', { do: 'invite', uses: 1 }],
    ['revoke-own', { do: 'revoke', invite: own.invite }],
    ['revoke', { do: 'revoke', invite: bystanders.invite }],
    ['leave', { do: 'leave' }],
  ];
};

function attempts(isPrivate: boolean): Attempt[] {
  const acts = actions(isPrivate).flatMap(([permission, action]): Attempt[] => {
    const attempt = { permission, name: JSON.stringify(action), no: 'not-allowed' };
    return [
      { ...attempt, route: 'call', tried: async (room, who) => answerOf(await rooms.act(room, who, action)) },
      { ...attempt, route: 'http', tried: (room, who) => overHttp(room, who, action) },
    ];
  });
  const call = (
    permission: Permission,
    name: string,
    no: string,
    ask: (room: string, who: Guest) => Promise<object>,
  ): Attempt => ({
    permission,
    route: 'call',
    name,
    no,
    tried: async (room, who) => answerOf(await ask(room, who)),
  });
  const frame = (permission: Permission, name: string, no: string, sent: () => object): Attempt => ({
    permission,
    route: 'socket',
    name,
    no,
    tried: (room, who) => overSocket(room, who, sent()),
  });
  const act = () => ({ id: nanoid(), after: 2 });
  const say = () => ({ text: 'hello again', ...act() });
  return [
    ...acts,
    call('read', 'the newest page', 'no-such-room', (room, who) => rooms.glance(room, who)),
    call('read', 'an older page', 'no-such-room', (room, who) => rooms.glance(room, who, 2)),
    call('overview', 'the overview', 'no-such-room', (room, who) => rooms.overview(room, who)),
    call('versions', 'earlier versions', 'no-such-room', (room, who) => rooms.versions(room, who, 1)),
    call('read', 'one message', 'no-such-room', (room, who) => rooms.message(room, who, 1)),
    call('read', 'a thread', 'no-such-room', (room, who) => rooms.thread(room, who, 1)),
    call('read', 'open threads', 'no-such-room', (room, who) => rooms.threads(room, who)),
    call('search', 'a search', 'no-such-room', (room, who) => rooms.search(room, who, { words: [] })),
    call('pinned', 'what is pinned', 'no-such-room', (room, who) => rooms.pinned(room, who)),
    call('audit', 'the audit', 'no-such-room', (room, who) => rooms.audit(room, who)),
    { ...call('say', 'a form', 'not-allowed', (room, who) => rooms.post(room, who, say())), route: 'form' },
    {
      ...call('here', 'a form', 'not-allowed', (room, who) =>
        rooms.post(room, who, { ...say(), text: '<@here> hello' }),
      ),
      route: 'form',
    },
    frame('here', 'a call', 'not-allowed', () => ({ t: 'say', ...say(), text: '<@here> hello' })),
    frame('here', 'a call in an edit', 'not-allowed', () => ({
      t: 'edit',
      message: own.message,
      ...say(),
      text: '<@here> hello',
    })),
    frame('read', 'an older page', 'no-such-room', () => ({ t: 'page', before: 2 })),
    frame('read', 'a page of a thread', 'no-such-room', () => ({ t: 'page', before: 2, thread: 1 })),
    frame('say', 'words', 'not-allowed', () => ({ t: 'say', ...say() })),
    frame('say', 'words in a thread', 'not-allowed', () => ({
      t: 'say',
      ...say(),
      inThread: own.message,
    })),
    frame('edit', 'other words', 'not-allowed', () => ({ t: 'edit', message: own.message, ...say() })),
    frame('react', 'a reaction', 'not-allowed', () => ({
      t: 'react',
      message: own.message,
      emoji: '👍',
      on: true,
      ...act(),
    })),
    {
      ...call('react', 'a form', 'not-allowed', (room, who) =>
        rooms.react(room, who, {
          message: own.message,
          emoji: '👍',
          on: true,
        }),
      ),
      route: 'form',
    },
    frame('delete', 'own words away', 'not-allowed', () => ({ t: 'delete', message: own.message, ...act() })),
    frame('remove', 'another’s words away', 'not-yours', () => ({
      t: 'delete',
      message: bystanders.message,
      ...act(),
    })),
  ];
}

/** What the table says. */
function expected(actor: MatrixActor, { permission, route, no }: Attempt, settings: Settings): string {
  const role = roleOf(actor);
  const isOpen = may(role, 'read', settings);
  if (actor === 'nobody' || actor === 'signedOut') {
    if (route === 'socket') return 'no-name';
    if (!isOpen) return 'no-such-room';
    if (forNobody.includes(permission)) return 'done';
    return permission === 'audit' || permission === 'versions' ? no : 'no-name';
  }
  if (!isOpen) return 'no-such-room';
  if (actor === 'banned') return 'banned';
  if (actor === 'muted' && forNobodyMuted.includes(permission)) return 'muted';
  if (!may(role, permission, settings)) return no;
  // The one thing that depends on who the actor is and not on what they may: a room is not left without an owner.
  return actor === 'owner' && permission === 'leave' ? 'not-allowed' : 'done';
}

function roleOf(actor: MatrixActor): Role {
  switch (actor) {
    case 'nobody':
    case 'signedOut':
    case 'guest':
    case 'banned':
      return 'guest';
    case 'muted':
      return 'member';
    default:
      return actor;
  }
}

const howRoomsAre: [string, Partial<Settings>][] = [
  ['an open room', {}],
  ['an open room in which members post', { posting: 'member', inviting: 'moderator', pinning: 'member' }],
  [
    'a private room in which moderators post',
    { visibility: 'private', posting: 'moderator', inviting: 'owner' },
  ],
];

describe.each(howRoomsAre)('M2 in %s', (_, how) => {
  const settings = { ...firstSettings, ...how };
  const isPrivate = settings.visibility === 'private';

  test.each(actors)('%s gets from every route the answer that the table gives', async (actor) => {
    // What is refused changes nothing, so one room is enough for all of that.
    const untouched = await roomWith(people, actor, how);
    const tried = attempts(isPrivate).map(async (attempt) => {
      const answer = expected(actor, attempt, settings);
      const room = answer === 'done' ? await roomWith(people, actor, how) : untouched;
      const name = `${attempt.permission} by ${attempt.route}: ${attempt.name}`;
      return { name, answer: await attempt.tried(room, people[actor]), table: answer };
    });
    const all = await Promise.all(tried);
    expect(all.map(({ name, answer }) => [name, answer])).toEqual(
      all.map(({ name, table }) => [name, table]),
    );
  });
});

describe('M2 the matrix has no hole', () => {
  test('each permission is tried by some route, and each action by both of its own', () => {
    const tried = attempts(false);
    expect(new Set(tried.map(({ permission }) => permission))).toEqual(new Set(Object.keys(permissions)));
    const names = Action.options.map(({ entries }) => entries.do.literal);
    const actionsTried = actions(false).map(([, action]) => action.do);
    expect(new Set(actionsTried)).toEqual(new Set(names));
    for (const permission of new Set(actions(false).map(([permission]) => permission))) {
      const routes = tried.filter((one) => one.permission === permission).map(({ route }) => route);
      expect(routes).toEqual(expect.arrayContaining(['call', 'http']));
    }
  });

  test('and each role tries', () => {
    expect(actors).toEqual(expect.arrayContaining([...roles]));
  });
});

describe('M3 whoever acts on somebody stands above them', () => {
  const onWhom = (whom: string): Action[] => [
    { do: 'mute', whom, forS: 60 },
    { do: 'unmute', whom },
    { do: 'kick', whom },
    { do: 'ban', whom },
    { do: 'unban', whom },
    { do: 'role', whom, role: 'member' },
    { do: 'role', whom, role: 'guest' },
    { do: 'role', whom, role: 'moderator' },
    { do: 'transfer', whom },
  ];
  const targets = ['moderator', 'owner'] as const;

  test.each(roles.flatMap((role) => targets.map((target) => [role, target] as const)))(
    '%s on %s',
    async (role, target) => {
      const whom = people[target].person.id;
      // The owner is above a moderator, and above themselves nobody is.
      const wanted = role === 'owner' && target === 'moderator' ? 'done' : 'not-allowed';
      for (const action of onWhom(whom)) {
        const room = await roomWith(people, role, {});
        expect([action, answerOf(await rooms.act(room, people[role], action))]).toEqual([action, wanted]);
      }
    },
  );
});

describe('D6 an invite', () => {
  test.each(actors)(
    'shows %s what it leads to, unless they are banned, and lets in whoever has a name',
    async (actor) => {
      const room = await roomWith(people, 'owner', { visibility: 'private' });
      const made = await rooms.act(room, people.owner, { do: 'invite' });
      const token = 'invite' in made ? (made.invite?.token ?? '') : expect.unreachable();
      const who = people[actor];
      const isOut = actor === 'banned';
      expect(answerOf(await rooms.invitation(room, who, token))).toBe(isOut ? 'no-such-invite' : 'done');
      const isNobody = actor === 'nobody' || actor === 'signedOut';
      const accepted = isNobody ? 'no-name' : isOut ? 'no-such-invite' : 'done';
      expect(answerOf(await rooms.accept(room, who, token))).toBe(accepted);
      expect(answerOf(await rooms.glance(room, who))).toBe(accepted === 'done' ? 'done' : 'no-such-room');
    },
  );
});

function answerOf(answer: object): string {
  if ('denied' in answer) return String(answer.denied);
  return 'refused' in answer ? String(answer.refused) : 'done';
}

async function overHttp(room: string, { token }: Guest, action: Action): Promise<string> {
  const answer = await rooms.fetch(`${site}/r/${room}/action`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...cookieOf(token) },
    body: JSON.stringify(action),
  });
  const { reason } = await answer.json<{ reason?: string }>();
  if (reason) return reason;
  return (
    { 200: 'done', 401: 'no-name', 403: 'banned', 404: 'no-such-room' }[answer.status] ?? `${answer.status}`
  );
}

/** Says hello, sends one frame, and reports what becomes of that. */
async function overSocket(room: string, who: Guest, frame: object): Promise<string> {
  const { webSocket } = await upgrade(room, cookieOf(who.token));
  const socket = new Visitor(webSocket ?? expect.unreachable(), who);
  socket.send({ t: 'hello', v: protocolVersion, since: 0 });
  socket.send(frame);
  const isAnswer = (t: string) => ['said', 'changed', 'reacted', 'paged', 'refused'].includes(t);
  const answer = socket.hearsAny(isAnswer).then((event) => (event.t === 'refused' ? event.reason : 'done'));
  const closed = socket.closed.then(({ code }) => closedAs[code] ?? `closed with ${code}`);
  const outcome = await Promise.race([answer, closed]);
  await socket.leaves();
  return outcome;
}

const closedAs: Record<number, string> = {
  [closeCodes.noName.code]: 'no-name',
  [closeCodes.noRoom.code]: 'no-such-room',
  [closeCodes.banned.code]: 'banned',
};
