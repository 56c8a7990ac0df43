import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { freePort, isFree } from './port.mjs';

describe('O3 a port', () => {
  test('that nobody listens on is free', async () => {
    expect(await isFree(await freePort())).toBe(true);
  });

  // A machine may be without IPv6.
  const loopbacks = ['127.0.0.1', '::1'].filter((host) =>
    Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === host)),
  );
  test.each(loopbacks)('that somebody listens on at %s is taken', async (host) => {
    const port = await freePort();
    const other = createServer();
    other.listen(port, host);
    try {
      await once(other, 'listening');
      expect(await isFree(port)).toBe(false);
    } finally {
      other.close();
    }
  });
});
