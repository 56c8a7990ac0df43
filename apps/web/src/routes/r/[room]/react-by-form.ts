import { redirect } from '@sveltejs/kit';
import { fieldsOf } from '$lib/server/form.ts';
import { authOf, roomsOf } from '$lib/server/rooms.ts';
import { failureOf, type RoomEvent } from './say-by-form.ts';

/**
 * Each reaction under a message is a button of one form: which message it is, whether to react, and with what.
 *
 * @param of the field beside which it is said that it failed
 */
export async function reactByForm(event: RoomEvent & { url: URL }, of: 'say' | 'answer') {
  const field = await fieldsOf(event.request);
  const [, seq, id, on, emoji = ''] =
    /^(\d{1,15}) ([\w-]{10,36}) ([01]) (.*)$/su.exec(field('reaction') ?? '') ?? [];
  const verdict = await roomsOf(event).react(event.params.room, authOf(event), {
    message: { seq: Number(seq), id: id ?? '' },
    emoji,
    on: on === '1',
  });
  const failure = failureOf(event, verdict, { of, text: '' });
  if (failure) return failure;
  redirect(303, event.url.pathname);
}
