import { roomPath } from '$lib/room-path.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import { roomWords } from '$lib/words/en/room.ts';
import type { Action } from '$protocol/actions.ts';
import type { Person } from '$protocol/message.ts';
import type { Reason } from '$protocol/refusals.ts';
import type { Acted } from '$protocol/rooms.ts';

/** Why something was not done, for whoever wanted it. */
export type WhyNot = { sentence: string };

/** Does this in the room, in the name of whoever sits here. */
export async function act(room: string, action: Action): Promise<Acted | WhyNot> {
  const answer = await post(`${roomPath(room)}/action`, action, (reason) => refusalWords[reason]);
  return 'sentence' in answer ? answer : (answer.body as Acted);
}

/** Another name for whoever sits here, in all their rooms. The page does not know it before it is loaded anew. */
export async function rename(name: string): Promise<{ person: Person } | WhyNot> {
  const answer = await post('/api/guest', { name }, nameRefusal);
  return 'sentence' in answer ? answer : (answer.body as { person: Person });
}

async function post(
  path: string,
  body: object,
  sentenceFor: (reason: Reason) => string,
): Promise<{ body: object } | WhyNot> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      // Nothing else can be said meanwhile.
      signal: AbortSignal.timeout(10_000),
    });
    const answer: Record<string, unknown> = await response.json();
    if (response.ok) return { body: answer };
    const { reason } = answer;
    if (typeof reason !== 'string') return { sentence: sentenceOf(response.status) };
    return {
      sentence: Object.hasOwn(refusalWords, reason) ? sentenceFor(reason as Reason) : refusalWords.unknown,
    };
  } catch {
    return { sentence: roomWords.unreached };
  }
}

/** Only refusals have a reason. Each denial has a status of its own here. */
function sentenceOf(status: number): string {
  switch (status) {
    case 401:
      return denialWords['no-name'];
    case 403:
      return denialWords.banned;
    case 404:
      return denialWords['no-such-room'];
    case 429:
      return denialWords.busy;
    default:
      return refusalWords.unknown;
  }
}
