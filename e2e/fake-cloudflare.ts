import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loopback } from '../bin/port.mjs';

/** What an account has, by the names that people give things. */
export type FakeAccount = {
  namespaces: { id: string; title: string }[];
  /** By name: the secrets of each Worker, and what its last upload bound. */
  workers: Map<
    string,
    { secrets: Set<string>; bindings: { name: string; type: string; [more: string]: unknown }[] }
  >;
  projects: Map<string, { productionBranch: string; deployments: { id: string; branch: string }[] }>;
};

/**
 * Plays as much of Cloudflare's API as wrangler asks while it deploys. `asked` are the requests that changed something, in
 * order. A request for which `fails` says so is carried out, and then answered as a server in trouble would.
 */
export class FakeCloudflare {
  readonly account: FakeAccount = { namespaces: [], workers: new Map(), projects: new Map() };
  readonly asked: string[] = [];
  readonly unknown: string[] = [];
  /** Whether the token that is shown is good for anything. */
  knowsToken = true;
  fails: (request: string) => boolean = () => false;
  /** A page of a project's deployments. */
  deploymentsListed = 25;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  async start(): Promise<{ url: string; stop(): void }> {
    await new Promise<void>((resolve) => this.#server.listen(0, loopback, resolve));
    const { port } = this.#server.address() as AddressInfo;
    return { url: `http://${loopback}:${port}/client/v4`, stop: () => this.#server.close() };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://api');
    const path = pathname.replace('/client/v4', '');
    const what = `${request.method} ${path}`;
    const isLater = Number(searchParams.get('page') ?? 1) > 1;
    const result = this.knowsToken ? this.#do(what, body) : refusal(10000, 'Authentication error');
    if (request.method !== 'GET') this.asked.push(what);
    const answer =
      this.fails(what) || result === undefined ? refusal(7000, 'An internal error') : isLater ? [] : result;
    if (result === undefined) this.unknown.push(what);
    response.setHeader('content-type', 'application/json');
    if (answer instanceof Refusal) {
      response.statusCode = answer.code === 10000 ? 403 : answer.code === 7000 ? 500 : 404;
      response.end(JSON.stringify({ success: false, errors: [answer], messages: [], result: null }));
    } else {
      const count = Array.isArray(answer) ? answer.length : 1;
      const info = { page: 1, per_page: 100, count, total_count: count, total_pages: 1 };
      response.end(
        JSON.stringify({ success: true, errors: [], messages: [], result: answer, result_info: info }),
      );
    }
  }

  #do(what: string, body: string): unknown {
    const { namespaces, workers, projects } = this.account;
    const inAccount = what.replace('/accounts/club', '');
    const [, script = ''] = /\/workers\/(?:scripts|services)\/([\w-]+)/.exec(what) ?? [];
    const [, name = ''] = /\/pages\/projects\/([\w-]+)/.exec(what) ?? [];
    const worker = workers.get(script);
    const project = projects.get(name);
    const absent = refusal(10007, 'This Worker does not exist on your account.');
    const [verb, ...rest] = inAccount.split(' ');
    const path = rest.join(' ');
    if (what === 'GET /user/tokens/verify') return { id: 't', status: 'active' };
    if (what === 'GET /user') return { id: 'u', email: 'ana@example.org' };
    if (what === 'GET /accounts') return [{ id: 'club', name: 'Club' }];
    if (what === 'GET /memberships') return [{ id: 'm', account: { id: 'club', name: 'Club' } }];
    if (path === '/storage/kv/namespaces') {
      if (verb === 'GET') return namespaces;
      const { title } = JSON.parse(body);
      if (namespaces.some((one) => one.title === title)) return refusal(10014, 'That title is taken.');
      const made = { id: `${namespaces.length + 1}`.padStart(32, '0'), title };
      namespaces.push(made);
      return made;
    }
    if (path === `/workers/scripts/${script}/secrets`) {
      return worker ? [...worker.secrets].map((each) => ({ name: each, type: 'secret_text' })) : absent;
    }
    if (path === `/workers/services/${script}`) {
      return worker ? { id: script, default_environment: { environment: 'production', script: {} } } : absent;
    }
    if (path === `/workers/scripts/${script}` && verb === 'PUT') return this.#upload(script, body);
    if (path === `/workers/scripts/${script}/versions` && verb === 'POST') return this.#upload(script, body);
    if (path === `/workers/scripts/${script}/subdomain`) return { enabled: false, previews_enabled: false };
    if (path === `/workers/scripts/${script}/script-settings`) return worker ? {} : absent;
    if (path.startsWith('/workers/workers/'))
      return { id: 'w', name: path.split('/').at(-1), subdomain: { enabled: false } };
    if (path.startsWith(`/workers/scripts/${script}/deployments`) && verb === 'POST') return { id: 'd' };
    if (path === `/workers/scripts/${script}/deployments` && worker) {
      return {
        deployments: [{ id: 'd', source: 'wrangler', versions: [{ version_id: 'v', percentage: 100 }] }],
      };
    }
    if (path === `/workers/scripts/${script}/settings` && worker) return { bindings: worker.bindings };
    if (path.startsWith(`/workers/scripts/${script}`) && verb === 'GET') return worker ? {} : absent;
    if (path === '/pages/projects') {
      if (verb === 'GET') return [...projects.keys()].map((each) => this.#project(each));
      const { name: made, production_branch: productionBranch } = JSON.parse(body);
      projects.set(made, { productionBranch, deployments: [] });
      return this.#project(made);
    }
    if (path === `/pages/projects/${name}`)
      return project ? this.#project(name) : refusal(8000007, 'Project not found.');
    if (path === `/pages/projects/${name}/upload-token`)
      return { jwt: `e30.${btoa('{"exp":4102444800}')}.x` };
    if (what === 'POST /pages/assets/check-missing') return [];
    if (what === 'POST /pages/assets/upsert-hashes') return null;
    if (path === `/pages/projects/${name}/deployments` && verb === 'POST' && project) {
      const branch = /name="branch"\r\n\r\n(.*?)\r\n/.exec(body)?.[1] ?? '';
      const made = { id: `${project.deployments.length + 1}`, branch };
      project.deployments.push(made);
      return this.#deployment(name, made);
    }
    if (path === `/pages/projects/${name}/deployments` && project) {
      return project.deployments.slice(-this.deploymentsListed).map((each) => this.#deployment(name, each));
    }
    const [, id] = /\/deployments\/(\w+)$/.exec(path) ?? [];
    const deployment = project?.deployments.find((each) => each.id === id);
    if (deployment && project && verb === 'DELETE') {
      project.deployments.splice(project.deployments.indexOf(deployment), 1);
      return null;
    }
    return deployment && this.#deployment(name, deployment);
  }

  #upload(script: string, body: string) {
    const metadata = JSON.parse(/name="metadata"[^{]*(\{.*\})\r\n/.exec(body)?.[1] ?? '{}');
    const before = this.account.workers.get(script)?.secrets ?? [];
    const bindings = metadata.bindings ?? [];
    const secrets = bindings.filter(({ type }: { type: string }) => type === 'secret_text');
    this.account.workers.set(script, {
      secrets: new Set([...before, ...secrets.map(({ name }: { name: string }) => name)]),
      bindings,
    });
    return { id: script, startup_time_ms: 1, deployment_id: 'd', available_on_subdomain: false };
  }

  #project(name: string) {
    const { productionBranch } = this.account.projects.get(name) ?? {};
    return {
      name,
      production_branch: productionBranch,
      domains: [`${name}-7x2.pages.dev`],
      subdomain: `${name}-7x2.pages.dev`,
      created_on: '2026-01-01T00:00:00Z',
      deployment_configs: { production: {}, preview: {} },
    };
  }

  #deployment(project: string, { id, branch }: { id: string; branch: string }) {
    const isProduction = branch === this.account.projects.get(project)?.productionBranch;
    return {
      id,
      project_name: project,
      url: `https://${id}.${project}-7x2.pages.dev`,
      aliases: isProduction ? null : [`https://${branch}.${project}-7x2.pages.dev`],
      environment: isProduction ? 'production' : 'preview',
      production_branch: this.account.projects.get(project)?.productionBranch,
      latest_stage: { name: 'deploy', status: 'success' },
      deployment_trigger: { metadata: { branch, commit_hash: 'abc1234', commit_message: '' } },
      created_on: '2026-01-01T00:00:00Z',
      modified_on: '2026-01-01T00:00:00Z',
    };
  }
}

class Refusal {
  readonly code: number;
  readonly message: string;
  constructor(code: number, message: string) {
    this.code = code;
    this.message = message;
  }
}

const refusal = (code: number, message: string) => new Refusal(code, message);

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}
