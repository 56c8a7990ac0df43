import type { MessageRef } from '$protocol/message.ts';

/** Which message a form is about. The Worker refuses what is none. */
export function messageIn(field: (name: string) => string | undefined): MessageRef {
  const seq = field('seq');
  return { seq: seq ? Number(seq) : Number.NaN, id: field('message') ?? '' };
}
