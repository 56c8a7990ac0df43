import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { root } from '../bin/tool.mjs';
import { FakeCloudflare } from './fake-cloudflare.ts';

// wrangler's own, against an account that is played on this machine. One at a time: they write the same files.
test.describe.configure({ mode: 'serial', timeout: 300_000 });

type Ended = { code: number | null; output: string };
type Cloud = { fake: FakeCloudflare; secrets: string; run(...args: string[]): Promise<Ended> };

const deployTest = test.extend<{ cloud: Cloud }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  cloud: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lull-deploy-'));
    const fake = new FakeCloudflare();
    const { url, stop } = await fake.start();
    const secrets = join(folder, 'secrets');
    const env = {
      ...process.env,
      CLOUDFLARE_API_BASE_URL: url,
      CLOUDFLARE_API_TOKEN: 'a token',
      WRANGLER_CACHE_DIR: join(folder, 'cache'),
    };
    const run = async (...args: string[]): Promise<Ended> => {
      const child = spawn('node', args, { cwd: root, env });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text;
        });
      }
      const [code] = await once(child, 'close');
      return { code, output };
    };
    await use({ fake, secrets, run });
    stop();
    expect(fake.unknown).toEqual([]);
  },
});

const deploy = ({ run, secrets }: Cloud, ...args: string[]) =>
  run('bin/deploy.mjs', '--secrets', secrets, ...args);

deployTest(
  'O5 a dry run says what would be done, asks nobody, and makes nothing @once',
  async ({ cloud }) => {
    const { code, output } = await deploy(cloud, '--dry-run');
    expect(output).toMatch(
      /KV namespace lull-rooms-listed.*\n.*GUEST_KEY.*\n.*Worker lull-rooms,.*\n.*Pages project/,
    );
    expect(output).toContain('Nothing was sent anywhere.');
    expect(code).toBe(0);
    expect(cloud.fake.asked).toEqual([]);
    expect(existsSync(cloud.secrets)).toBe(false);
  },
);

deployTest(
  'O8 a deployment that fails at each step in turn goes on at the next try, makes nothing twice, and tells of another branch in production @once',
  async ({ cloud }) => {
    const { fake } = cloud;
    const mostRuns = 9;
    const failed = new Set<string>();
    let ended: Ended = { code: null, output: '' };
    for (let runs = 0; runs < mostRuns && ended.code !== 0; runs += 1) {
      let failing: string | undefined;
      // Done, and not answered: for as long as this run lasts, since wrangler asks again.
      fake.fails = (request) => {
        const isStep = /^(PUT|POST) \/accounts\/club\/(storage|workers\/scripts\/[\w-]+$|pages)/.test(
          request,
        );
        if (isStep && failing === undefined && !failed.has(request)) failing = request;
        return request === failing;
      };
      ended = await deploy(cloud);
      if (failing === undefined) continue;
      failed.add(failing);
      expect(ended.output).toContain('The same command goes on from where it stopped.');
      expect(ended.code).toBe(1);
    }
    expect(failed.size).toBe(4);
    expect(ended.output).toContain('Lull is at https://lull-7x2.pages.dev');
    const { namespaces, workers, projects } = fake.account;
    expect(namespaces.map(({ title }) => title)).toEqual(['lull-rooms-listed']);
    expect([...projects.keys()]).toEqual(['lull']);
    const bindings = workers.get('lull-rooms')?.bindings ?? [];
    const bound = bindings.map(({ name }) => name).sort();
    expect(bound.filter((name) => name !== 'GUEST_KEY')).toEqual([
      'CONNECTS',
      'LISTED',
      'PERSON',
      'ROOM',
      'TRIES',
    ]);
    expect(bindings.find(({ name }) => name === 'LISTED')).toMatchObject({ namespace_id: namespaces[0]?.id });
    expect([...(workers.get('lull-rooms')?.secrets ?? [])]).toEqual(['GUEST_KEY']);
    expect(readFileSync(join(cloud.secrets, '.production.vars'), 'utf8')).toMatch(/^GUEST_KEY=[\w-]{43}\n$/);
    // Somebody gave the project another branch in its dashboard meanwhile.
    const project = projects.get('lull');
    if (project) project.productionBranch = 'trunk';
    const elsewhere = await deploy(cloud);
    expect(elsewhere.output).toContain('The project lull has the branch trunk in production, and not main');
    expect(elsewhere.code).toBe(1);
  },
);

deployTest(
  'O7 a preview is deployed with a Worker, a list of rooms and a key of its own, and taken away @once',
  async ({ cloud }) => {
    const { fake } = cloud;
    const { code, output } = await deploy(cloud, '--preview', 'pr-7');
    expect(output).toContain('Lull is at https://pr-7.lull-7x2.pages.dev');
    expect(code).toBe(0);
    expect([...fake.account.workers.keys()]).toEqual(['lull-rooms-staging']);
    expect(fake.account.namespaces.map(({ title }) => title)).toEqual(['lull-rooms-staging-listed']);
    expect(existsSync(join(cloud.secrets, '.production.vars'))).toBe(false);
    const deployments = fake.account.projects.get('lull')?.deployments ?? [];
    deployments.unshift({ id: '3', branch: 'pr-7' });
    deployments.push({ id: '2', branch: 'pr-8' });
    // The older one of pr-7 is listed once the newer one is gone.
    fake.deploymentsListed = 2;
    const removed = await cloud.run('bin/remove-preview.mjs', 'pr-7');
    expect(removed.output).toContain('2 previews of pr-7 are gone.');
    expect(deployments.map(({ branch }) => branch)).toEqual(['pr-8']);
  },
);

deployTest(
  'O8 what cannot be is said in a sentence, and nothing is changed: no sign-in, and a key that is lost @once',
  async ({ cloud }) => {
    const { fake } = cloud;
    fake.knowsToken = false;
    const unknown = await deploy(cloud);
    expect(unknown.output).toContain('This sign-in may not do that, or is over.');
    expect(unknown.code).toBe(1);
    fake.knowsToken = true;
    fake.account.workers.set('lull-rooms', { secrets: new Set(), bindings: [] });
    const lost = await deploy(cloud);
    expect(lost.output).toMatch(/lull-rooms is there and has no GUEST_KEY\. Put the one that it had into /);
    expect(lost.code).toBe(1);
    expect(existsSync(cloud.secrets)).toBe(false);
    expect(fake.asked.filter((request) => !request.includes('/kv/'))).toEqual([]);
  },
);
