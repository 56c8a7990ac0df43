// node bin/comment-preview.mjs NUMBER ADDRESS: says below a pull request where its preview is, in one comment that is kept up to date.
// By GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN, as GitHub Actions sets them.
import { giveUp } from './give-up.mjs';

const mark = '<!-- preview -->';
const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = process.env;
const [number, address] = process.argv.slice(2);
if (!number || !/^\d+$/.test(number) || !address) giveUp('node bin/comment-preview.mjs NUMBER ADDRESS');
if (!api || !repository || !token)
  giveUp('GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN have to be set.');

const issues = `${api}/repos/${repository}/issues`;
const comments = /** @type {{ id: number, body: string, user?: { type: string } }[]} */ (
  await ask('GET', `${issues}/${number}/comments?per_page=100`)
);
const known = comments.find(({ body, user }) => user?.type === 'Bot' && body.startsWith(mark));
const body = `${mark}\nA preview of this is at ${address}, with the rooms of staging. They may be gone tomorrow.`;
await (known
  ? ask('PATCH', `${issues}/comments/${known.id}`, { body })
  : ask('POST', `${issues}/${number}/comments`, { body }));

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [content]
 */
async function ask(method, url, content) {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
    ...(content ? { body: JSON.stringify(content) } : {}),
  });
  if (!answer.ok) giveUp(`GitHub answered ${answer.status} to ${method} ${url}: ${await answer.text()}`);
  return answer.json();
}
