import { describe, expect, test } from 'vitest';
import { commands, elsewhere } from './commands.ts';
import { asPlain, readCommand } from './read-command.ts';

const text = (said: string) => ({ is: 'text', text: said });
const command = (name: string, argument = '') => ({ is: 'command', name, argument });

describe('T14 what begins with a slash', () => {
  test.each([
    ['/topic', command('topic')],
    ['/topic  a b ', command('topic', 'a b')],
    ['/TOPIC a', command('topic', 'a')],
    ['/topic\ta', command('topic', 'a')],
    ['/?', command('?')],
    ['/me', command('me')],
    ['/me  ', command('me')],
    ['/shrug a\nb', command('shrug', 'a\nb')],
    ['\n \n/topic a', command('topic', 'a')],
    ['/dm Ana hi', command('dm', 'Ana hi')],
    ['/mute @Ana Maria 10m', command('mute', '@Ana Maria 10m')],
  ])('%j is a command', (typed, read) => expect(readCommand(typed)).toEqual(read));

  test.each([
    ['/me waves', '/me waves'],
    ['/ME\twaves\nand smiles', '/me waves\nand smiles'],
    ['/me\nwaves', '/me waves'],
    ['//topic', '/topic'],
    ['//x', '/x'],
    ['//me waves', '\\/me waves'],
    ['//ME waves', '/ME waves'],
  ])('%j says %j', (typed, said) => expect(readCommand(typed)).toEqual(text(said)));

  test.each([
    '',
    '/',
    '//',
    '/ topic',
    '// topic',
    '///topic',
    '/10',
    '/-',
    '/*',
    '/usr/bin/x',
    '/topic/x',
    '//usr/bin/x',
    ' /topic',
    'a /topic',
    '/etc\na\n/usr',
    '//note\nlet x = 1;',
    '(╯°□°)╯',
  ])('%j is said as it is', (typed) => expect(readCommand(typed)).toEqual(text(typed)));

  test.each([
    ['/kik Ana', 'kik'],
    ['/Ärger', 'Ärger'],
    ['/topic!', 'topic!'],
    ['/toString', 'toString'],
    [`/${'a'.repeat(4_000)}`, 'a'.repeat(32)],
  ])('%j is no command, and not said', (typed, name) =>
    expect(readCommand(typed)).toEqual({ is: 'unknown', name }),
  );

  test('every command of the table is one, under each of its names, which are all different', () => {
    const names = [...commands.flatMap(({ name, aliases }) => [name, ...aliases]), ...elsewhere.keys()];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(readCommand(`/${name}`)).toEqual(command(name));
    const known = ['top', 'mutes', 'constructor', 'slap'];
    for (const name of known) expect(readCommand(`/${name}`)).toMatchObject({ is: 'unknown' });
  });

  test('only what would be read as an action gets a backslash', () => {
    expect(['/me a', '/me', '/me ', '/mea', 'a /me b', '/shrug'].map(asPlain)).toEqual([
      '\\/me a',
      '/me',
      '/me ',
      '/mea',
      'a /me b',
      '/shrug',
    ]);
  });
});
