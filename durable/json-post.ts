import * as v from 'valibot';
import { isForeign } from './origin.ts';

/**
 * What our own page, or a client that is no browser, posted as JSON; or the answer to whatever else came: 405 for
 * another method, 403 for another site, 415 for another type, 400 with `hint` for another shape or too many bytes.
 */
export async function postedJson<T extends v.GenericSchema>(
  request: Request,
  shape: T,
  mostBytes: number,
  hint: string,
): Promise<{ posted: v.InferOutput<T> } | { answer: Response }> {
  if (request.method !== 'POST') return { answer: sentence(405, 'Send a POST.', { allow: 'POST' }) };
  if (isForeign(request)) return { answer: sentence(403, 'Another site may not do this for you.') };
  if (!isJson(request))
    return { answer: sentence(415, 'Send JSON, with the content type application/json.') };
  const body = v.safeParse(shape, await jsonOf(request, mostBytes));
  return body.success ? { posted: body.output } : { answer: sentence(400, hint) };
}

/** An answer that says in a sentence what is the matter. */
export function sentence(status: number, text: string, headers: HeadersInit = {}): Response {
  return Response.json({ sentence: text }, { status, headers });
}

// A form of any site can post the other types, and the pages in front of this refuse those to everybody.
function isJson(request: Request): boolean {
  const [type] = (request.headers.get('content-type') ?? '').split(';');
  return type?.trim().toLowerCase() === 'application/json';
}

async function jsonOf(request: Request, mostBytes: number): Promise<unknown> {
  try {
    // Most say beforehand how much they send, and then it need not be taken in to be refused.
    if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return undefined;
    const body = await request.arrayBuffer();
    return body.byteLength > mostBytes ? undefined : JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
