import { type ConversionConfig, toJsonSchemaDefs } from '@valibot/to-json-schema';
import { expect, test } from 'vitest';
import { Action } from './actions.ts';
import { Down, Event } from './down.ts';
import { ActId, Message, MessageRef, Person, PersonId, Seq } from './message.ts';
import { Settings } from './settings.ts';
import { Up } from './up.ts';
import { protocolVersion } from './version.ts';

const config: ConversionConfig = {
  target: 'draft-2020-12',
  // JSON Schema knows integers, and not how far JavaScript counts.
  overrideAction: ({ valibotAction, jsonSchema }) =>
    valibotAction.type === 'safe_integer'
      ? { maximum: Number.MAX_SAFE_INTEGER, ...jsonSchema, type: 'integer' }
      : undefined,
};

// Whoever writes a client in another language can generate its types from it. `vitest -u` writes it anew.
test('P9 the JSON Schema in the docs is that of the schemas by which frames and actions are read', async () => {
  const parts = { Seq, ActId, PersonId, Person, Message, MessageRef, Settings };
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Lull, protocol version ${protocolVersion}`,
    description:
      'Up: a frame towards a room. Down: a frame from it. Action: what POST /r/<room>/action takes.',
    $defs: toJsonSchemaDefs({ Up, Down, Event, Action, ...parts }, config),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../docs/protocol.schema.json');
});
