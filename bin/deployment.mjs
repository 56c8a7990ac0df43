import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { experimental_readRawConfig, unstable_readConfig } from 'wrangler';
import { pagesFolder } from './bundle.mjs';
import { giveUp } from './give-up.mjs';
import { makeSecret } from './guest-key.mjs';
import { root } from './tool.mjs';
import { listByWrangler, listIn, notesOfWrangler, refused, tryWrangler, wrangler } from './wrangler.mjs';

const roomsConfig = `${root}/durable/wrangler.toml`;
const productionBranch = 'main';
/** Where the configuration stands that is deployed: ours, with the ids of the account. */
const filledIn = `${root}/.wrangler/deployment/rooms.json`;

/**
 * What is to be deployed. `env` is the Worker's environment, empty for production, and `branch` the branch that the
 * pages are deployed as. `secrets` is the file that keeps the secrets which were made here.
 * @typedef {{ env: string, branch: string, worker: string, project: string, secrets: string, steps: string[] }} Plan
 */

/**
 * @param {{ preview?: string | undefined, secrets?: string | undefined }} wanted `preview` is a branch, and `secrets` the
 *   folder that keeps what is made
 * @returns {Plan}
 */
export function planFor({ preview, secrets: folder = `${root}/durable` }) {
  const env = preview === undefined ? '' : 'staging';
  const { name: worker = '', kv_namespaces, secrets } = roomsFor(env);
  const { name: project = '' } = unstable_readConfig({ config: `${root}/wrangler.toml` });
  const branch = preview ?? productionBranch;
  const file = `${folder}/.${env || 'production'}.vars`;
  return {
    env,
    branch,
    worker,
    project,
    secrets: file,
    steps: [
      'ask wrangler which account it is signed in to',
      ...kv_namespaces.map(({ binding, id }) =>
        id
          ? `see that the KV namespace ${id}, bound as ${binding}, is in that account`
          : `make the KV namespace ${titleOf(worker, binding)}, bound as ${binding}, where it is missing`,
      ),
      ...(secrets?.required ?? []).map(
        (secret) => `make the secret ${secret}, and keep it in ${file}, where ${worker} has none`,
      ),
      `deploy the Worker ${worker}, first: pages call what an older Worker does not have`,
      `make the Pages project ${project}, with ${productionBranch} in production, where it is missing`,
      `deploy the pages as ${branch}, ${env ? `a preview that calls ${worker}` : 'which is production'}`,
      'print where they are',
    ],
  };
}

/**
 * Bundles both as a deployment would, and has wrangler read both configurations.
 * @param {Plan} plan
 */
export async function tryBundles({ env }) {
  const into = `${root}/.wrangler/deployment`;
  await wrangler('deploy', '-c', roomsConfig, `--env=${env}`, '--dry-run', '--outdir', `${into}/rooms`);
  const folders = ['--build-output-directory', pagesFolder, '--outdir', `${into}/pages`];
  await wrangler('pages', 'functions', 'build', ...folders);
}

/**
 * @param {Plan} plan
 * @returns {Promise<string>} the address
 */
export async function deploy(plan) {
  await step('account', () => wrangler('whoami', '--json'));
  const ids = await step('KV', () => ensureNamespaces(plan));
  const secrets = await step('secrets', () => ensureSecrets(plan));
  fillIn(plan, ids);
  await step(`Worker ${plan.worker}`, () =>
    wrangler('deploy', '-c', filledIn, `--env=${plan.env}`, ...(secrets ? ['--secrets-file', secrets] : [])),
  );
  await step('Pages project', () => ensureProject(plan));
  return step(`pages as ${plan.branch}`, () => deployPages(plan));
}

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
async function step(name, work) {
  process.stdout.write(`${name} …`);
  const done = await work();
  process.stdout.write(' well\n');
  return done;
}

/**
 * The ids of the KV namespaces, by what they are bound as. wrangler would make them too, but trips over one which an
 * interrupted deployment left behind.
 * @param {Plan} plan
 */
async function ensureNamespaces({ env, worker }) {
  const { kv_namespaces: wanted } = roomsFor(env);
  const there = await listByWrangler('kv', 'namespace', 'list', '-c', roomsConfig);
  /** @type {Record<string, string>} */
  const ids = {};
  const foreign = foreignNamespace(wanted, there);
  if (foreign) giveUp(`\n${foreign}`);
  for (const { binding, id } of wanted) {
    ids[binding] = id ?? (await namespaceOf(titleOf(worker, binding), there));
  }
  return ids;
}

/**
 * What to say of a namespace that is wanted by its id, and is another account's.
 * @param {{ binding: string, id?: string }[]} wanted
 * @param {{ id: string }[]} there
 * @returns {string | undefined}
 */
export function foreignNamespace(wanted, there) {
  const foreign = wanted.find(({ id }) => id && !there.some((one) => one.id === id));
  return (
    foreign &&
    `The KV namespace ${foreign.id}, which durable/wrangler.toml binds as ${foreign.binding}, is not in this account. ` +
      'Take the id out, and one is made; or sign in to the account that has it.'
  );
}

/**
 * @param {string} title
 * @param {{ id: string, title: string }[]} there
 */
async function namespaceOf(title, there) {
  const known = there.find((one) => one.title === title);
  if (known) return known.id;
  await wrangler('kv', 'namespace', 'create', title, '-c', roomsConfig);
  const made = await listByWrangler('kv', 'namespace', 'list', '-c', roomsConfig);
  return (
    made.find((one) => one.title === title)?.id ??
    giveUp(`The KV namespace ${title} was made and is not there.`)
  );
}

/** As wrangler calls one that it makes itself. @param {string} worker @param {string} binding */
function titleOf(worker, binding) {
  return `${worker}-${binding.toLowerCase().replaceAll('_', '-')}`;
}

/**
 * The file with the secrets that the Worker lacks; undefined when it has all. A key is made once, and kept here, since
 * nobody can read it from the Worker again.
 * @param {Plan} plan
 */
async function ensureSecrets({ env, worker, secrets: file }) {
  const { ok, output } = await tryWrangler('secret', 'list', '-c', roomsConfig, `--env=${env}`);
  // By Cloudflare's own words alone: whatever else fails says nothing of whether there is a key to be lost.
  const isNew = !ok && /\[code: 100(?:07|90)\]|Worker "[\w-]+"(?: \(env: \w+\))? not found/.test(output);
  if (!ok && !isNew) refused(output);
  /** @type {{ name: string }[]} */
  const there = isNew ? [] : (listIn(output) ?? refused(output));
  const required = roomsFor(env).secrets?.required ?? [];
  const missing = required.filter((secret) => !there.some(({ name }) => name === secret));
  if (missing.length === 0) return undefined;
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const unknown = missing.filter((secret) => !kept[secret]);
  if (unknown.length > 0 && !isNew) {
    giveUp(
      `\nThe Worker ${worker} is there and has no ${unknown.join(', ')}. Put the one that it had into ${file}, as a line ` +
        `${unknown[0]}=…; if it is lost, any 32 letters will do, and everybody who is known there is signed out.`,
    );
  }
  if (unknown.length > 0) {
    for (const secret of unknown) makeSecret(secret, file);
    process.stdout.write(` made ${unknown.join(', ')}, kept in ${file} (put a copy somewhere safe),`);
  }
  return file;
}

/**
 * @param {Plan} plan
 * @param {Record<string, string>} ids
 */
function fillIn({ env }, ids) {
  const raw = experimental_readRawConfig({ config: roomsConfig }).rawConfig;
  const here = env ? raw.env?.[env] : raw;
  for (const namespace of here?.kv_namespaces ?? []) namespace.id = ids[namespace.binding];
  mkdirSync(`${root}/.wrangler/deployment`, { recursive: true });
  writeFileSync(filledIn, JSON.stringify({ ...raw, main: `${root}/durable/${raw.main}` }, null, 1));
}

/** @param {Plan} plan */
async function ensureProject({ project }) {
  const there = await listByWrangler('pages', 'project', 'list', '--json');
  if (there.some((one) => one['Project Name'] === project)) return;
  await wrangler('pages', 'project', 'create', project, '--production-branch', productionBranch);
}

/**
 * @param {Plan} plan
 * @returns {Promise<string>} the address
 */
async function deployPages({ project, branch, env }) {
  const as = ['--project-name', project, '--branch', branch, '--commit-dirty=true'];
  const notes = await notesOfWrangler('pages', 'deploy', ...as);
  const deployed = notes.find(({ type }) => type === 'pages-deploy-detailed') ?? {};
  const { url, alias, environment, production_branch: inProduction } = deployed;
  if (!env && environment === 'preview') {
    giveUp(
      `\nThe project ${project} has the branch ${inProduction} in production, and not ${branch}: this went to ${url} alone. ` +
        `Give it ${branch} in Cloudflare's dashboard (the project, Settings, Production branch); the same command goes on then.`,
    );
  }
  if (env) return alias ?? url ?? giveUp('The preview was deployed, and wrangler did not say where.');
  const there = await listByWrangler('pages', 'project', 'list', '--json');
  const domains = there.find((one) => one['Project Name'] === project)?.['Project Domains'] ?? '';
  return `https://${domains.split(', ').at(-1)}`;
}

/**
 * What durable/wrangler.toml says of an environment, as far as it is of use here.
 * @param {string} env
 * @returns {{ name?: string, kv_namespaces: { binding: string, id?: string }[], secrets?: { required?: string[] } }}
 */
function roomsFor(env) {
  return unstable_readConfig({ config: roomsConfig, ...(env ? { env } : {}) });
}

/**
 * Takes away what was deployed of a branch.
 * @param {string} branch
 * @returns {Promise<number>} how many deployments that were
 */
export async function removePreview(branch) {
  const { project } = planFor({ preview: branch });
  const which = ['--project-name', project, '--environment', 'preview', '--json'];
  /** @type {Set<string>} */
  const gone = new Set();
  // wrangler lists the latest alone, of all branches: once those of this one are gone, it tells of what was behind them. Older ones
  // behind a whole page of others stay: Cloudflare's dashboard shows them.
  for (;;) {
    const listed = await listByWrangler('pages', 'deployment', 'list', ...which);
    const ofBranch = listed.filter((one) => one['Branch'] === branch && !gone.has(one['Id']));
    if (ofBranch.length === 0) return gone.size;
    for (const { Id } of ofBranch) {
      await wrangler('pages', 'deployment', 'delete', Id, '--project-name', project, '--force');
      gone.add(Id);
    }
  }
}
