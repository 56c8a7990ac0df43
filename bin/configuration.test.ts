import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { experimental_readRawConfig, unstable_readConfig } from 'wrangler';
import { root } from './tool.mjs';

const configs = ['wrangler.toml', 'durable/wrangler.toml'];

type Fields = Record<string, unknown>;

const read = (file: string, env?: string): Fields => ({
  ...unstable_readConfig({ config: `${root}/${file}`, ...(env ? { env } : {}) }),
});

/** What is bound under a key, by the names that code knows it by, without what each environment has of its own. */
function boundUnder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value
      .map((each) =>
        typeof each === 'object' && each ? (each.binding ?? each.name ?? JSON.stringify(each)) : each,
      )
      .sort();
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, boundUnder(inner)]));
}

/** What differs between environments on purpose, and is no binding. */
const own = ['name', 'topLevelName', 'targetEnvironment', 'definedEnvironments'];

const environmentsOf = (file: string): string[] =>
  Object.keys(experimental_readRawConfig({ config: `${root}/${file}` }).rawConfig.env ?? {});

test.each(configs)('Z6 %s compresses no socket', (file) => {
  const { compatibility_flags: flags } = unstable_readConfig({ config: `${root}/${file}` });
  expect(flags).toContain('no_web_socket_compression');
});

describe('O6 an environment says all again that it does not inherit', () => {
  const each = configs.flatMap((file) => environmentsOf(file).map((env) => [file, env] as const));

  test.each(each)('%s, %s', (file, env) => {
    const [above, here] = [read(file), read(file, env)];
    const keys = Object.keys(above).filter((key) => !own.includes(key));
    for (const key of keys) {
      expect({ [key]: boundUnder(here[key]) }).toEqual({ [key]: boundUnder(above[key]) });
    }
  });

  test('the pages have a preview, and the Worker a staging', () => {
    expect(each.map((pair) => pair.join(' '))).toEqual([
      'wrangler.toml preview',
      'durable/wrangler.toml staging',
    ]);
  });
});

describe('O7 previews share nothing with production', () => {
  const nameOf = (env?: string) => read('durable/wrangler.toml', env)['name'];
  const serviceOf = (env?: string) =>
    unstable_readConfig({ config: `${root}/wrangler.toml`, ...(env ? { env } : {}) }).services?.[0]?.service;

  test('their pages call the staging Worker, and those of production the other', () => {
    expect([serviceOf(), serviceOf('preview')]).toEqual([nameOf(), nameOf('staging')]);
    expect(nameOf()).not.toBe(nameOf('staging'));
  });

  test('they count rates apart', () => {
    const text = readFileSync(`${root}/durable/wrangler.toml`, 'utf8');
    const ids = [...text.matchAll(/namespace_id = "(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
