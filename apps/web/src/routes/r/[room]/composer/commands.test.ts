import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText } from '$protocol/text/parse-text.ts';
import { plainText } from '$protocol/text/plain-text.ts';
import { messageOf } from './command-message.ts';
import { commandNamed, commands, completions } from './commands.ts';
import { saidWithoutScript } from './without-script.ts';

const said = (name: string, argument = '') => {
  const does = commandNamed(name)?.does;
  return does && messageOf(does, argument);
};
const read = (text = '') => plainText(parseText(text), { nameOf: () => undefined, spoiler: '█' });
const names = (prefix: string, role: 'guest' | 'moderator' | 'owner' = 'guest') =>
  completions(prefix, role).map(({ name }) => name);

describe('T14 commands that say something', () => {
  test.each([
    ['shrug', '¯\\_(ツ)_/¯'],
    ['tableflip', '(╯°□°)╯︵ ┻━┻'],
    ['unflip', '┬─┬ノ( º _ ºノ)'],
  ])('/%s is read as %s, alone and behind a message', (name, face) => {
    expect(read(said(name))).toBe(face);
    expect(read(said(name, 'oh *well*'))).toBe(`oh well ${face}`);
    expect(read(said(name, 'a_b_ **'))).toBe(`a_b_ ** ${face}`);
    expect(read(said(name, '/me a'))).toBe(`/me a ${face}`);
    expect(parseText(said(name, '/me a') as string).isAction).toBe(false);
  });

  test.each([
    ['who did it', '||who did it||'],
    ['**who** <@aaaaaaaaaa>', '||**who** <@aaaaaaaaaa>||'],
    ['a || b', '||a || b||'],
    ['|a', '||\\|a||'],
    ['||', '||\\|\\|||'],
    ['a\\', '||a\\\\||'],
    ['a\n\nb ', '||a||\n\n||b||'],
    ['- a\n> b', '- ||a||\n> ||b||'],
    ['```', '||```||'],
    ['[\n](https://a.b)', '||\\[||\n||\\]\\(https\\:\\/\\/a\\.b\\)||'],
  ])('/spoiler %j is %j', (words, text) => expect(said('spoiler', words)).toBe(text));

  test('/spoiler lets nothing of what it hides be read', () => {
    const soup = fc.array(
      fc.constantFrom('a', 'b', '|', '||', '*', '`', '\\', ' ', '\n', '[', '](https://a.b)', '<'),
    );
    fc.assert(
      fc.property(soup, (pieces) => {
        const words = pieces.join('').trim();
        if (words !== '') expect(read(said('spoiler', words))).not.toMatch(/[ab]/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('T14 what is offered while a command is typed', () => {
  test('is what begins so, by name before alias, with what follows it and a sentence', () => {
    expect(names('t')).toEqual(['topic', 'title', 'tableflip']);
    expect(names('/TO')).toEqual(['topic']);
    expect(names('n')).toEqual(['nick', 'people']);
    expect(names('xyz')).toEqual([]);
    expect(completions('shr', 'guest')).toEqual([
      { name: 'shrug', argument: '[message]', help: 'Says it with a shrug: ¯\\_(ツ)_/¯' },
    ]);
  });

  test('is what this person may do', () => {
    expect(names('mu')).toEqual([]);
    expect(names('mu', 'moderator')).toEqual(['mute']);
    expect(names('', 'owner')).toHaveLength(commands.length);
    expect(names('ms', 'owner')).toEqual([]);
  });

  test('each has its sentence', () => {
    for (const { help } of commands) expect(help).toMatch(/^[A-Z].*\S$/);
  });
});

describe('T14 commands in a form without a script', () => {
  test.each([
    ['/me waves', '/me waves'],
    ['//shrug', '/shrug'],
    ['/shrug', '¯\\\\\\_(ツ)\\_/¯'],
    ['/spoiler a', '||a||'],
    ['hello', 'hello'],
    ['/usr/bin', '/usr/bin'],
  ])('%j says %j', (typed, text) => expect(saidWithoutScript(typed)).toEqual({ text }));

  test.each([
    ['/topic tea', /settings/],
    ['/invite', /settings/],
    ['/lock', /settings/],
    ['/mute @Ana', /their page/],
    ['/unban @Ana', /their page/],
    ['/nick Ana', /your own page/],
    ['/leave', /link on this page/],
    ['/help', /\/shrug/],
    ['/me', /Write \/me what you do\./],
    ['/spoiler', /Write \/spoiler message\./],
    ['/dm Ana hi', /private messages/],
    ['/kik', /no command \/kik/],
  ])('%j is explained', (typed, wrong) =>
    expect(saidWithoutScript(typed)).toEqual({ wrong: expect.stringMatching(wrong) }),
  );
});
