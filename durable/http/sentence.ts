/** An answer that says in a sentence what is the matter. */
export function sentence(status: number, text: string, headers: HeadersInit = {}): Response {
  return Response.json({ sentence: text }, { status, headers });
}
