import * as v from 'valibot';
import { bytesWithin } from '../../protocol/bytes-within.ts';
import { refuseForeign } from './origin.ts';
import { sentence } from './sentence.ts';

/**
 * What our own page, or a client that is no browser, posted as JSON; or the answer to whatever else came: 405 for
 * another method, 403 for another site, 415 for another type, 413 for too many bytes, 400 with `hint` for another shape.
 */
export async function postedJson<T extends v.GenericSchema>(
  request: Request,
  shape: T,
  mostBytes: number,
  hint: string,
): Promise<{ posted: v.InferOutput<T> } | { answer: Response }> {
  if (request.method !== 'POST') return { answer: sentence(405, 'Send a POST.', { allow: 'POST' }) };
  const foreign = refuseForeign(request);
  if (foreign) return { answer: foreign };
  if (!isJson(request))
    return { answer: sentence(415, 'Send JSON, with the content type application/json.') };
  const json = await jsonOf(request, mostBytes);
  if (json === tooLarge) return { answer: sentence(413, `That takes at most ${mostBytes} bytes.`) };
  const body = v.safeParse(shape, json);
  if (body.success) return { posted: body.output };
  const field = unknownFieldIn(body.issues);
  return { answer: sentence(400, field === undefined ? hint : `There is no field “${field}” here. ${hint}`) };
}

/** The first field that a strict shape does not have, shortened, since it is somebody else's. */
function unknownFieldIn(issues: readonly v.BaseIssue<unknown>[]): string | undefined {
  const issue = issues.find(({ type, expected }) => type === 'strict_object' && expected === 'never');
  const key = issue?.path?.at(-1)?.key;
  return typeof key === 'string' ? key.slice(0, 64) : undefined;
}

// A form of any site can post the other types.
function isJson(request: Request): boolean {
  const [type] = (request.headers.get('content-type') ?? '').split(';');
  return type?.trim().toLowerCase() === 'application/json';
}

async function jsonOf(request: Request, mostBytes: number): Promise<unknown> {
  // Most say beforehand how much they send, and then none of it need be taken in to be refused.
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return tooLarge;
  const body = await bytesWithin(request.body, mostBytes).catch(() => new Uint8Array());
  if (!body) return tooLarge;
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

const tooLarge = Symbol('too large');
