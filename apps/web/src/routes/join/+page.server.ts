import { fail, redirect } from '@sveltejs/kit';
import { roomPath } from '$lib/room-path.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { namedParameter } from '$lib/server/named.ts';
import { failWith } from '$lib/server/not-done.ts';
import { authOf, keepToken, roomsOf, youIn } from '$lib/server/rooms.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { joinWords } from '$lib/words/en/join.ts';
import { nameRefusal } from '$lib/words/en/refusals.ts';
import type { Denied } from '$protocol/rooms.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { inviteIn } from './invite-in.ts';

export const load: PageServerLoad = async (event) => ({ you: await youIn(event) });

export const actions: Actions = {
  /** Where a link leads. It comes in a form's body: what stands in an address is logged. */
  look: async (event) => {
    const link = (await fieldsOf(event.request))('link') ?? '';
    const invite = inviteIn(link);
    if (!invite) return fail(404, { over: true });
    const invitation = await roomsOf(event).invitation(invite.room, authOf(event), invite.token);
    if ('denied' in invitation) return over(event, invitation);
    return { link, invitation, name: undefined, wrong: undefined };
  },

  accept: async (event) => {
    const field = await fieldsOf(event.request);
    const link = field('link') ?? '';
    const invite = inviteIn(link);
    if (!invite) return fail(404, { over: true });
    const rooms = roomsOf(event);
    // Before a name is made for nothing.
    const invitation = await rooms.invitation(invite.room, authOf(event), invite.token);
    if ('denied' in invitation) return over(event, invitation);
    let auth = authOf(event);
    const name = field('name');
    if (name !== undefined) {
      const introduction = await rooms.introduce(auth, name);
      const kept = { link, invitation, name };
      if ('refused' in introduction)
        return failWith(event, introduction, { ...kept, wrong: nameRefusal(introduction.refused) });
      if ('denied' in introduction)
        return failWith(event, introduction, { ...kept, wrong: denialWords[introduction.denied] });
      keepToken(event.cookies, event.url, introduction.token);
      auth = { ...auth, token: introduction.token };
    }
    const accepted = await rooms.accept(invite.room, auth, invite.token);
    if ('denied' in accepted) {
      if (accepted.denied === 'no-name')
        return failWith(event, accepted, { link, invitation, name: '', wrong: joinWords.needName });
      return over(event, accepted);
    }
    // Under another name they may come in.
    if ('refused' in accepted) {
      return failWith(event, accepted, {
        link,
        invitation,
        name: name ?? '',
        wrong: nameRefusal(accepted.refused),
      });
    }
    redirect(303, name === undefined ? roomPath(invite.room) : `${roomPath(invite.room)}?${namedParameter}`);
  },
};

/** Whatever is wrong with an invite, it is said in the same words. */
function over(event: RequestEvent, denied: Denied) {
  if (denied.denied === 'busy') return failWith(event, denied, { busy: denialWords.busy });
  return fail(404, { over: true });
}
