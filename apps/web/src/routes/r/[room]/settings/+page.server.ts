import { redirect } from '@sveltejs/kit';
import { actInRoom, isDone } from '$lib/server/act-in-room.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { overviewFor } from '$lib/server/overview.ts';
import { inviteWords } from '$lib/words/en/invites.ts';
import { sanctionWords } from '$lib/words/en/sanctions.ts';
import { settingsWords } from '$lib/words/en/settings.ts';
import type { Actions, PageServerLoad } from './$types';
import { changesIn } from './changes-in.ts';
import { inviteLink } from './invite-link.ts';

export const load: PageServerLoad = (event) => overviewFor(event);

export const actions: Actions = {
  settings: async (event) => {
    const field = await fieldsOf(event.request);
    const changes = changesIn(field);
    if (Object.keys(changes).length === 0) return { of: 'settings' as const, told: settingsWords.saved };
    const acted = await actInRoom(event, { do: 'settings', ...changes });
    if (!isDone(acted)) return acted;
    return { of: 'settings' as const, told: settingsWords.saved };
  },

  /** Ends a mute, or opens the room to somebody again. */
  lift: async (event) => {
    const field = await fieldsOf(event.request);
    const what = field('is') === 'banned' ? 'unban' : 'unmute';
    const acted = await actInRoom(event, { do: what, whom: field('whom') ?? '' });
    return isDone(acted) ? { of: 'lift' as const, told: sanctionWords.lifted } : acted;
  },

  /** Answers with the link itself, which is nowhere else from then on. */
  invite: async (event) => {
    const field = await fieldsOf(event.request);
    const [forS, uses] = [Number(field('for') ?? 0), Number(field('uses') ?? 0)];
    const acted = await actInRoom(event, {
      do: 'invite',
      ...(forS === 0 ? {} : { forS }),
      ...(uses === 0 ? {} : { uses }),
    });
    if (!isDone(acted)) return acted;
    const { room } = event.params;
    return { of: 'invite' as const, link: inviteLink(event.url.origin, room, acted.invite?.token ?? '') };
  },

  revoke: async (event) => {
    const field = await fieldsOf(event.request);
    const acted = await actInRoom(event, { do: 'revoke', invite: field('invite') ?? '' });
    return isDone(acted) ? { of: 'revoke' as const, told: inviteWords.closed } : acted;
  },

  leave: async (event) => {
    const acted = await actInRoom(event, { do: 'leave' });
    if (!isDone(acted)) return acted;
    redirect(303, '/');
  },
};
