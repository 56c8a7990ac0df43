import { error } from '@sveltejs/kit';
import { answerWords } from '$lib/words/en/answers.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { bytesWithin } from '$protocol/bytes-within.ts';
import { limits } from '$protocol/limits.ts';

/** The fields of a form that was posted, as far as they are text. What is no form gets a 400, a huge one a 413. */
export async function fieldsOf(request: Request): Promise<(name: string) => string | undefined> {
  const { headers } = request;
  const body = await bytesWithin(request.body, limits.formBytes).catch(() => new Uint8Array());
  if (!body) error(413, answerWords.tooLarge);
  const type = headers.get('content-type') ?? '';
  const whole = new Response(body, { headers: { 'content-type': type } });
  const form = await whole.formData().catch(() => error(400, denialWords['broken-form']));
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : undefined;
  };
}
