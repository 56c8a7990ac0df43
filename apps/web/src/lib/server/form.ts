import { error } from '@sveltejs/kit';
import { words } from '$lib/words/words.ts';

/** The fields of a form that was posted, as far as they are text. What is no form at all gets a 400. */
export async function fieldsOf(request: Request): Promise<(name: string) => string | undefined> {
  const form = await request.formData().catch(() => error(400, words.denials['broken-form']));
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : undefined;
  };
}
