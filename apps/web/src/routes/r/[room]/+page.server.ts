import { redirect } from '@sveltejs/kit';
import { fieldsOf } from '$lib/server/form.ts';
import { namedParameter } from '$lib/server/named.ts';
import { failWith } from '$lib/server/not-done.ts';
import { authOf, keepToken, roomsOf } from '$lib/server/rooms.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameRefusal } from '$lib/words/en/refusals.ts';
import type { Actions } from './$types';
import { reactByForm } from './react-by-form.ts';
import { sayByForm } from './say-by-form.ts';

export const actions: Actions = {
  introduce: async (event) => {
    const name = (await fieldsOf(event.request))('name') ?? '';
    const introduction = await roomsOf(event).introduce(authOf(event), name);
    if ('refused' in introduction)
      return failWith(event, introduction, {
        of: 'introduce',
        name,
        wrong: nameRefusal(introduction.refused),
      } as const);
    if ('denied' in introduction)
      return failWith(event, introduction, {
        of: 'introduce',
        name,
        wrong: denialWords[introduction.denied],
      } as const);
    keepToken(event.cookies, event.url, introduction.token);
    redirect(303, `${event.url.pathname}?${namedParameter}`);
  },

  say: async (event) => {
    const failure = await sayByForm(event, await fieldsOf(event.request));
    if (failure) return failure;
    redirect(303, event.url.pathname);
  },

  react: (event) => reactByForm(event, 'say'),
};
