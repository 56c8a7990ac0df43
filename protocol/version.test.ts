import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { protocolVersion, versionBefore } from './version.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).$defs;
const today = read('../docs/protocol.schema.json');
const kept = new URL(`released/${protocolVersion}-schema.json`, import.meta.url);

describe('P9 what was released goes on being understood', () => {
  test('the version before is one less', () => {
    expect(versionBefore).toBe(protocolVersion - 1);
  });

  test.each([
    ['what clients say', 'Up'],
    ['what rooms say', 'Down'],
  ] as const)('%s', (_, direction) => {
    expect(
      existsSync(kept),
      `What version ${protocolVersion} looks like is not kept yet. Once it is as it is to be released, copy ` +
        'docs/protocol.schema.json there.',
    ).toBe(true);
    const released = read(`released/${protocolVersion}-schema.json`);
    expect(
      breaks(
        direction,
        { schema: released[direction], defs: released },
        { schema: today[direction], defs: today },
      ),
      'A frame changed its shape so that clients which are out there, or rooms, do not understand it any more. Keep the client ' +
        '(bin/keep-client.mjs), raise both versions in version.ts, say the version before in its own words as version-6.ts does, ' +
        'and describe the change in PROTOCOL.md.',
    ).toEqual([]);
  });

  const person = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
  const more = { ...person, properties: { ...person.properties, age: { type: 'number' } } };
  test.each<[string, object, object, 'Up' | 'Down', number]>([
    ['one more field from a room', person, more, 'Down', 0],
    ['one more field from a client, which older ones leave out', person, more, 'Up', 0],
    ['one that older clients cannot leave out', person, { ...more, required: ['name', 'age'] }, 'Up', 1],
    ['one that a room leaves out', person, { ...person, required: [] }, 'Down', 1],
    ['one that clients may leave out', person, { ...person, required: [] }, 'Up', 0],
    ['one of another type', person, { ...person, properties: { name: { type: 'number' } } }, 'Down', 1],
    ['one less', more, person, 'Down', 1],
    ['one more reason', { enum: ['a'] }, { enum: ['a', 'b'] }, 'Down', 1],
  ])('%s is judged', (_, released, now, direction, count) => {
    const found = breaks(direction, { schema: released, defs: {} }, { schema: now, defs: {} });
    expect(found).toHaveLength(count);
  });
});

type Schema = {
  $ref?: string;
  oneOf?: Schema[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: string[];
  const?: string;
};
type In = { schema: Schema; defs: Record<string, Schema> };

// Of these a client reads a value it does not know as one that it does.
const open = /\.(kind|reason)$/;

/** Where what one side says today would not be understood by the other side of the released version. */
function breaks(direction: 'Up' | 'Down', released: In, now: In, path: string = direction): string[] {
  const [was, is] = [resolved(released), resolved(now)];
  const inside = (one: Schema, other: Schema | undefined, at: string) =>
    other
      ? breaks(direction, { schema: one, defs: released.defs }, { schema: other, defs: now.defs }, at)
      : [`${at} is gone`];
  const variants = was.oneOf ?? was.anyOf;
  if (variants) {
    const others = is.oneOf ?? is.anyOf ?? [];
    return variants.flatMap((one, i) => {
      const t = one.properties?.['t']?.const;
      const other = t === undefined ? others[i] : others.find((each) => each.properties?.['t']?.const === t);
      return inside(one, other, `${path}.${t ?? i}`);
    });
  }
  if (was.items) return inside(was.items, is.items, `${path}[]`);
  if (was.properties) {
    const [must, promised] = direction === 'Up' ? [was.required, is.required] : [is.required, was.required];
    const changed = (promised ?? []).filter((field) => !must?.includes(field));
    return [
      ...changed.map((field) => `${path}.${field} is ${direction === 'Up' ? 'required' : 'left out'}`),
      ...Object.entries(was.properties).flatMap(([field, one]) =>
        inside(one, is.properties?.[field], `${path}.${field}`),
      ),
    ];
  }
  if (was.enum && open.test(path))
    return was.enum.every((value) => is.enum?.includes(value)) ? [] : [`${path} lost a value`];
  return JSON.stringify(was) === JSON.stringify(is) ? [] : [`${path} is not what it was`];
}

function resolved({ schema, defs }: In): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (defs[name] ?? schema);
}
