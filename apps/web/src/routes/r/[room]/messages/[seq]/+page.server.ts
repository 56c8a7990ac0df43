import { error, redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import { actInRoom, isDone, whyIn } from '$lib/server/act-in-room.ts';
import { denyRoom } from '$lib/server/deny.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { messageModerationWords } from '$lib/words/en/message-moderation.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import type { Message } from '$protocol/message.ts';
import { isAtLeast } from '$protocol/roles.ts';
import type { Standing } from '$protocol/rooms.ts';
import { sayByForm } from '../../say-by-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One message, and what can be done about it without a script. With one, dialogs post to the same actions. */
export const load: PageServerLoad = async (event) => {
  const { room } = event.params;
  const seq = seqOf(event.params.seq);
  const page = await roomsOf(event).message(room, authOf(event), seq);
  if ('denied' in page) denyRoom(page, room, event);
  if ('refused' in page) {
    const { refused } = page;
    const wrong = refused === 'no-such-message' ? messageModerationWords.noMessage : refusalWords[refused];
    errorWith(event, page, wrong);
  }
  const { message, settings, standing } = page;
  keepOutOfCaches(event, settings);
  return {
    room,
    ...page,
    versions: await versionsOf(event, message, standing),
    now: Date.now(),
    reader: event.locals.reader,
  };
};

export const actions: Actions = {
  remove: (event) => keep(event, 'remove'),
  report: (event) => keep(event, 'report'),
  pin: (event) => keep(event, 'pin'),
  unpin: (event) => keep(event, 'unpin'),
  reply: async (event) => {
    const field = await fieldsOf(event.request);
    const reply = { seq: seqOf(event.params.seq), id: field('message') ?? '' };
    const failure = await sayByForm(event, field, { reply });
    if (failure) return failure;
    redirect(303, roomPath(event.params.room));
  },
};

/** What it said before, for moderators. */
async function versionsOf(
  event: Pick<RequestEvent, 'platform' | 'params' | 'cookies' | 'request'>,
  { seq, editedAt }: Message,
  { role }: Standing,
) {
  if (editedAt === undefined || !isAtLeast(role, 'moderator')) return undefined;
  const found = await roomsOf(event).versions(event.params.room, authOf(event), seq);
  // They were a moderator a moment ago.
  return 'versions' in found ? found.versions : undefined;
}

async function keep(event: RequestEvent, what: 'remove' | 'report' | 'pin' | 'unpin') {
  const field = await fieldsOf(event.request);
  const message = { seq: seqOf(event.params.seq), id: field('id') ?? '' };
  const isExplained = what === 'remove' || what === 'report';
  const acted = await actInRoom(
    event,
    isExplained ? { do: what, message, ...whyIn(field) } : { do: what, message },
  );
  if (!isDone(acted)) return acted;
  redirect(303, roomPath(event.params.room));
}

function seqOf(parameter: string): number {
  if (!/^\d{1,15}$/.test(parameter)) error(404, messageModerationWords.noMessage);
  return Number(parameter);
}
