import { barePolicy, securityHeaders, strictTransport } from '../../protocol/security-headers.ts';

/**
 * An answer that is data, with what browsers are to keep to: it is no page, belongs to one person, and is used by our
 * own pages alone. An upgrade is left as it is: one that is touched fails.
 */
export function withSecurityHeaders(answer: Response, request: Request): Response {
  if (answer.status === 101) return answer;
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value);
  if (new URL(request.url).protocol === 'https:') headers.set('strict-transport-security', strictTransport);
  return new Response(answer.body, { status: answer.status, headers });
}

const always = { ...securityHeaders, 'cache-control': 'no-store', 'content-security-policy': barePolicy };
