import { describe, expect, test } from 'vitest';
import { foreignNamespace, planFor } from './deployment.mjs';
import { causeOfRefusal, listIn } from './wrangler.mjs';

describe('O8 what stands behind an answer of Cloudflare’s', () => {
  test.each([
    ['In a non-interactive environment, it is necessary to set a CLOUDFLARE_API_TOKEN', 'not signed in'],
    ['{"loggedIn":false}', 'not signed in'],
    ['A request to the Cloudflare API failed.\n Authentication error [code: 10000]', 'may not do that'],
    [
      'The API Token is read from CLOUDFLARE_API_TOKEN.\n Authentication error [code: 10000]',
      'may not do that',
    ],
    ['More than one account available but unable to select one', 'CLOUDFLARE_ACCOUNT_ID'],
  ])('%s', (output, sentence) => expect(causeOfRefusal(output)).toContain(sentence));

  test('of anything else nothing is claimed', () => {
    expect(causeOfRefusal('An internal error [code: 7000]')).toBeUndefined();
  });
});

test('O8 a KV namespace that is named by its id has to be in the account', () => {
  const wanted = [{ binding: 'LISTED', id: 'a1' }, { binding: 'OTHER' }];
  expect(foreignNamespace(wanted, [{ id: 'a1' }])).toBeUndefined();
  expect(foreignNamespace(wanted, [{ id: 'b2' }])).toMatch(/a1.*LISTED.*not in this account/);
});

test('O5 the plan of a preview names the staging Worker, that of production the other', () => {
  const [production, preview] = [planFor({}), planFor({ preview: 'pr-7' })];
  expect(production).toMatchObject({ env: '', branch: 'main', worker: 'lull-rooms' });
  expect(preview).toMatchObject({ env: 'staging', branch: 'pr-7', worker: 'lull-rooms-staging' });
  expect(preview.secrets).not.toBe(production.secrets);
  expect(preview.steps.join()).not.toMatch(/lull-rooms(?!-staging)/);
});

test('a list is found among the lines that wrangler prints around it', () => {
  expect(listIn('▲ [WARNING] something\n[\n {"name": "x"}\n]')).toEqual([{ name: 'x' }]);
  expect(listIn('[\n {"name": "x"}\n]\n▲ [WARNING] a newer wrangler')).toEqual([{ name: 'x' }]);
  expect(listIn('above\n[]\n')).toEqual([]);
  expect(listIn('nothing')).toBeUndefined();
});
