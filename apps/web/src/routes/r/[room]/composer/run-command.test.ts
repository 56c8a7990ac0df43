import { describe, expect, test } from 'vitest';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { Action } from '$protocol/actions.ts';
import { limits } from '$protocol/limits.ts';
import type { Person } from '$protocol/message.ts';
import { firstSettings } from '$protocol/settings.ts';
import { personAmong, personAtStart } from './person-named.ts';
import { type CommandPorts, explainUnknown, runCommand } from './run-command.ts';

const person = (name: string, more: Partial<Person> = {}): Person => ({
  id: `${name.toLowerCase().replaceAll(' ', '-')}-0000000`,
  name,
  kind: 'guest',
  ...more,
});
const ana = person('Ana', { role: 'guest' });
const anaMaria = person('Ana Maria', { role: 'member' });
const mo = person('Mo', { role: 'moderator' });
const olu = person('Olu', { role: 'owner' });
const away = person('Away');
const people = [ana, anaMaria, mo, olu, away];

/** Gives a command in a room; tells what came of it, and what it did there. */
async function give(typed: string, ports: Partial<CommandPorts> = {}) {
  const did: unknown[] = [];
  const [name = '', ...rest] = typed.split(' ');
  const outcome = await runCommand(
    { name, argument: rest.join(' ') },
    {
      room: 'tea',
      role: 'moderator',
      settings: { ...firstSettings, topic: 'Chess', slowS: 10 },
      say: (text) => void did.push({ say: text }),
      act: async (action: Action) => {
        did.push(action);
        return { done: true };
      },
      rename: async (name) => {
        did.push({ rename: name });
        return { person: person(name) };
      },
      goTo: async (path) => void did.push({ goTo: path }),
      askIn: () => did.push('asks in'),
      personNamed: personAmong(people),
      ...ports,
    },
  );
  return { outcome, did };
}

const done = (sentence?: string) => ({ is: 'done', ...(sentence === undefined ? {} : { sentence }) });
const refused = (sentence: string | RegExp) => ({
  is: 'refused',
  sentence: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
});

describe('T14 commands that are done', () => {
  test.each<[string, object]>([
    ['topic Tea, and cake', { do: 'settings', topic: 'Tea, and cake' }],
    ['lock', { do: 'settings', locked: true }],
    ['unlock', { do: 'settings', locked: false }],
    ['slow 10s', { do: 'settings', slowS: 10 }],
    ['slow 2 minutes', { do: 'settings', slowS: 120 }],
    ['slow 5', { do: 'settings', slowS: 5 }],
    ['slow off', { do: 'settings', slowS: 0 }],
    ['mute @Ana', { do: 'mute', whom: ana.id, forS: 600 }],
    ['mute @Ana 1h', { do: 'mute', whom: ana.id, forS: 3_600 }],
    [
      'mute @Ana Maria for a day: so much spam',
      { do: 'mute', whom: anaMaria.id, forS: 86_400, why: 'so much spam' },
    ],
    ['mute ana, spam', { do: 'mute', whom: ana.id, forS: 600, why: 'spam' }],
    [`mute <@${anaMaria.id}> 10m`, { do: 'mute', whom: anaMaria.id, forS: 600 }],
    ['mute @Away', { do: 'mute', whom: away.id, forS: 600 }],
    ['unmute @Ana', { do: 'unmute', whom: ana.id }],
    ['kick @Ana 10m', { do: 'kick', whom: ana.id, why: '10m' }],
    ['ban @Ana', { do: 'ban', whom: ana.id }],
    ['ban @Ana for good', { do: 'ban', whom: ana.id }],
    ['ban @Ana 2 days\nspam', { do: 'ban', whom: ana.id, forS: 172_800, why: 'spam' }],
    ['unban @Away', { do: 'unban', whom: away.id }],
    ['nick  Bo  Li ', { rename: 'Bo Li' }],
    ['name Bo', { rename: 'Bo' }],
    ['join Saturday Bench', { goTo: '/r/saturday-bench' }],
    ['join #tea', { goTo: '/r/tea' }],
    ['join https://lull.example/r/tea?x', { goTo: '/r/tea' }],
    ['leave', { goTo: '/' }],
    ['quit', { goTo: '/' }],
    ['settings', { goTo: '/r/tea/settings' }],
    ['who', { goTo: '/r/tea/people' }],
    ['log', { goTo: '/r/tea/log' }],
    ['spoiler a', { say: '||a||' }],
  ])('/%s does %j', async (typed, action) => {
    const { outcome, did } = await give(typed);
    expect(did).toEqual([action]);
    expect(outcome.is).toBe('say' in action ? 'said' : 'done');
  });

  test('and told of in a sentence', async () => {
    expect((await give('mute @Ana 1h')).outcome).toEqual(done('Ana is muted for an hour.'));
    expect((await give('unmute @Ana')).outcome).toEqual(done('Lifted.'));
    expect((await give('nick Bo')).outcome).toEqual(done('You’re Bo now.'));
    expect((await give('slow off')).outcome).toEqual(done('Slow mode is off.'));
  });

  test('a setting without words is told to everybody, and changed by whoever may', async () => {
    expect(await give('topic', { role: 'guest' })).toEqual({ outcome: done('The topic: Chess'), did: [] });
    expect(await give('title', { role: 'guest' })).toEqual({
      outcome: done('The room is called Tea.'),
      did: [],
    });
    expect((await give('slow', { role: 'guest' })).outcome).toEqual(
      done('Between two messages people wait 10 seconds.'),
    );
    expect((await give('topic', { settings: firstSettings })).outcome).toEqual(done('There’s no topic yet.'));
    expect((await give('title Tea room', { role: 'owner' })).did).toEqual([
      { do: 'settings', title: 'Tea room' },
    ]);
  });

  test('anybody asks into an open room, into a private one whoever may', async () => {
    const settings = { ...firstSettings, visibility: 'private', inviting: 'moderator' } as const;
    expect((await give('invite', { role: 'guest' })).did).toEqual(['asks in']);
    expect((await give('invite', { settings })).did).toEqual(['asks in']);
    expect(await give('invite', { settings, role: 'member' })).toEqual({
      outcome: refused('Only moderators can do that here.'),
      did: [],
    });
  });

  test('/help tells what there is for this person, and what one is for', async () => {
    const { outcome } = await give('help', { role: 'guest' });
    expect(outcome).toEqual(done(expect.stringMatching(/\/me, .*\/shrug.* and \/help/)));
    expect(outcome).not.toMatchObject({ sentence: expect.stringContaining('/mute') });
    expect((await give('help /kick')).outcome).toEqual(
      done('/kick @name [reason]: Asks them to leave. An open room they may come back to.'),
    );
    expect((await give('commands dm')).outcome).toEqual(done(expect.stringContaining('private messages')));
  });
});

describe('T14 commands that are not done', () => {
  test.each([
    'topic Tea',
    'slow 10s',
    'lock',
    'unlock',
    'mute @Ana',
    'unmute @Ana',
    'kick @Ana',
    'ban @Ana',
    'unban @Ana',
    'log',
  ])('/%s is not asked for by a member', async (typed) => {
    for (const role of ['guest', 'member'] as const)
      expect(await give(typed, { role })).toEqual({
        outcome: refused('Only moderators can do that here.'),
        did: [],
      });
  });

  test.each<[string, string | RegExp]>([
    ['title Tea', 'Only the owner can do that here.'],
    ['mute @Mo', refusalWords['not-allowed']],
    ['ban @Olu', refusalWords['not-allowed']],
    ['mute @Nobody 10m', refusalWords['no-such-person']],
    ['kick <@0000000000>', refusalWords['no-such-person']],
    ['unban @Nobody', /settings/],
    ['mute', 'Something is missing. Write /mute @name [for 10 minutes] [reason].'],
    ['me', /Write \/me what you do/],
    ['join', /Write \/join room/],
    ['join ***', /letters, digits and single hyphens/],
    ['nick', /Write \/nick name/],
    [`nick ${'a'.repeat(65)}`, /at most 64 letters/],
    ['mute @Ana 0m', /Something is missing/],
    ['mute @Ana forever', /\/ban/],
    ['ban @Ana 2 years', /365 days/],
    [`kick @Ana ${'a'.repeat(201)}`, /200 letters/],
    [`topic ${'a'.repeat(201)}`, /200 letters/],
    ['slow 2 hours', /an hour at most/],
    ['slow motion', /an hour at most/],
    ['dm Ana hi', /private messages/],
    ['clear', /stays for everybody/],
    ['giphy cat', /no pictures/],
    ['op @Ana', /their page/],
    ['kik', /no command \/kik\. \/help/],
  ])('/%s is refused with %s', async (typed, sentence) =>
    expect(await give(typed)).toEqual({ outcome: refused(sentence), did: [] }),
  );

  test('what the room says against it is passed on', async () => {
    const act = async () => ({ sentence: 'No.' });
    for (const typed of ['lock', 'topic a', 'mute @Ana'])
      expect((await give(typed, { act })).outcome).toEqual(refused('No.'));
    const say = () => ({ refused: 'too-long' }) as const;
    expect((await give('shrug a', { say })).outcome).toEqual(refused(refusalWords['too-long']));
    const rename = async () => ({ sentence: refusalWords['name-taken'] });
    expect((await give('nick Bo', { rename })).outcome).toEqual(refused(refusalWords['name-taken']));
  });

  test('one that there is not is explained by what it may have meant', () => {
    expect(explainUnknown('mut', 'moderator')).toContain('Is it /mute?');
    expect(explainUnknown('mut', 'guest')).not.toContain('/mute');
  });
});

describe('T14 who is named', () => {
  const find = personAmong(people);
  test.each([
    ['@Ana Maria', 'Ana Maria', ''],
    ['@Ana Mari', 'Ana', 'Mari'],
    ['@ana maria: why', 'Ana Maria', 'why'],
    ['Ana 10m', 'Ana', '10m'],
    ['@Ana, you', 'Ana', 'you'],
  ])('%j names %j', (text, name, rest) =>
    expect(personAtStart(text, find)).toMatchObject({ person: { name }, rest }),
  );

  test('nobody by part of a name, or by what is in no name', () => {
    for (const text of ['@An', '@Anabel', '', '@', '@ Ana', '<@Ana>'])
      expect(personAtStart(text, find)).toBeUndefined();
  });

  test('of two names that differ in capitals the exact one is meant', () => {
    const lower = { ...person('ana'), id: 'lower-lower' };
    expect(personAmong([ana, lower])('ana')).toBe(lower);
    expect(personAmong([lower, ana])('Ana')).toBe(ana);
  });

  test('a long text is looked through for the length of a name', () => {
    const asked: string[] = [];
    personAtStart('a '.repeat(20_000), (name) => void asked.push(name));
    expect(asked.length).toBeLessThanOrEqual(limits.nameLetters * 2);
  });
});
