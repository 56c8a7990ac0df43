import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Down } from './down.ts';
import { heartbeat } from './limits.ts';
import { Up } from './up.ts';
import { protocolVersion } from './version.ts';

const pinned = { version: 6, shape: '8b79194765d8cb02' };

test('P9 the version is raised whenever a frame changes its shape', () => {
  const shape = createHash('sha256')
    .update(JSON.stringify([shapeOf(Up), shapeOf(Down), heartbeat]))
    .digest('hex')
    .slice(0, 16);
  expect(
    { version: protocolVersion, shape },
    'A frame changed its shape. Clients of the old one are still out there: raise protocolVersion in version.ts, ' +
      'describe the change in PROTOCOL.md, and pin the new version and shape here.',
  ).toEqual(pinned);
});

// What a schema accepts, without its code: functions are left out, fields come in the order of the alphabet.
function shapeOf(schema: unknown): unknown {
  if (schema instanceof RegExp) return String(schema);
  if (Array.isArray(schema)) return schema.map(shapeOf);
  if (typeof schema !== 'object' || schema === null) return typeof schema === 'function' ? undefined : schema;
  return Object.entries(schema)
    .filter(([key]) => !key.startsWith('~') && key !== 'message')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => [key, shapeOf(part)]);
}
