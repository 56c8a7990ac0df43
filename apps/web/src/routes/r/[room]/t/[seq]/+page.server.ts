import { error, redirect } from '@sveltejs/kit';
import { threadPath } from '$lib/room-path.ts';
import { actInRoom, isDone } from '$lib/server/act-in-room.ts';
import { denyRoom } from '$lib/server/deny.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { keepOutOfCaches } from '$lib/server/headers.ts';
import { errorWith } from '$lib/server/not-done.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { refusalWords } from '$lib/words/en/refusals.ts';
import { threadPageWords } from '$lib/words/en/thread-page.ts';
import { reactByForm } from '../../react-by-form.ts';
import { sayByForm } from '../../say-by-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The thread of a message: its newest page, or one before a seq. */
export const load: PageServerLoad = async (event) => {
  const { room } = event.params;
  const seq = seqIn(event.params.seq);
  const earlier = event.url.searchParams.get('earlier');
  const before = earlier === null ? undefined : seqIn(earlier);
  const page = await roomsOf(event).thread(room, authOf(event), seq, before);
  if ('denied' in page) denyRoom(page, room, event);
  if ('refused' in page) {
    if (page.refused === 'no-such-message') await leadToThreadOf(event, seq);
    errorWith(event, page, refusalWords[page.refused]);
  }
  keepOutOfCaches(event, page.settings);
  // With what was seen of the room by now: an older page of the thread ends long before that.
  const { draft } = await event.parent();
  return {
    room,
    ...page,
    isEarlier: before !== undefined,
    /** One of its messages that somebody wants to see. */
    reply: replyIn(event.url),
    draft,
    reader: event.locals.reader,
    now: Date.now(),
  };
};

/** Somebody means what was said in a thread: it is found there. */
async function leadToThreadOf(
  event: RequestEvent | Parameters<PageServerLoad>[0],
  seq: number,
): Promise<void> {
  const { room } = event.params;
  const found = await roomsOf(event).message(room, authOf(event), seq);
  const root = 'message' in found ? found.message.inThread : undefined;
  if (root !== undefined) redirect(307, threadPath(room, root));
  error(404, threadPageWords.noThread);
}

export const actions: Actions = {
  say: async (event) => {
    const field = await fieldsOf(event.request);
    const root = { seq: seqIn(event.params.seq), id: field('root') ?? '' };
    const where = { inThread: root, ...(field('also') === undefined ? {} : { also: true as const }) };
    const failure = await sayByForm(event, field, where);
    if (failure) return failure;
    redirect(303, event.url.pathname);
  },

  react: (event) => reactByForm(event, 'answer'),

  settle: async (event) => {
    const field = await fieldsOf(event.request);
    const message = { seq: seqIn(event.params.seq), id: field('root') ?? '' };
    const [name, done] = [field('name'), field('done')];
    const acted = await actInRoom(event, {
      do: 'thread',
      message,
      ...(name === undefined ? {} : { name }),
      ...(done === undefined ? {} : { done: done === '1' }),
    });
    if (!isDone(acted)) return acted;
    redirect(303, event.url.pathname);
  },
};

function replyIn({ searchParams }: URL): number | undefined {
  const reply = searchParams.get('reply') ?? '';
  return /^\d{1,15}$/.test(reply) ? Number(reply) : undefined;
}

function seqIn(parameter: string): number {
  if (!/^\d{1,15}$/.test(parameter)) error(404, threadPageWords.noThread);
  return Number(parameter);
}
