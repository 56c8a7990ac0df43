import { nameOf } from '$lib/person-name.ts';
import { messageWords } from '$lib/words/en/message.ts';
import type { Message, Person, Seq } from '$protocol/message.ts';
import type { RoomContext } from './room-context.svelte.ts';

/** What is shown of a message that another replies to, in one line. */
export type Quote = { by: Person; name: string; isOwn: boolean; isGone: boolean; text: string };

export function quoteOf(context: RoomContext, message: Message): Quote {
  const by = context.room.named(message.by);
  const isGone = message.deleted === true;
  const text = isGone ? messageWords.deleted : context.quoteOf(message.text);
  return { by, name: nameOf(by), isOwn: by.id === context.youId, isGone, text };
}

/** Undefined while this page does not know it. */
export function quoteIn(context: RoomContext, reply: Seq): Quote | undefined {
  const message = context.talk.quoted(reply);
  return message && quoteOf(context, message);
}
