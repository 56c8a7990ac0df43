import { type Actions, type RequestEvent, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { chosenIn, densityCookie, themeCookie } from '$lib/reader.ts';
import { fieldsOf } from '$lib/server/form.ts';
import { forgetKnownRooms, knownRooms } from '$lib/server/known-rooms.ts';
import { keepPlainCookie } from '$lib/server/lasting-cookie.ts';
import { failWith } from '$lib/server/not-done.ts';
import { accountIn, authOf, dropToken, keepToken, roomsOf } from '$lib/server/rooms.ts';
import { denialWords } from '$lib/words/en/denials.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import type { Denied } from '$protocol/rooms.ts';

const Bye = v.picklist(['out', 'everywhere', 'keep', 'remove']);
const WordsOrNot = v.fallback(v.picklist(['keep', 'remove']), 'keep');

/** What the page about oneself begins with, wherever it is. */
export async function youFor(event: RequestEvent) {
  const account = await accountIn(event);
  const bye = v.safeParse(Bye, event.url.searchParams.get('bye'));
  return {
    account,
    bye: bye.success ? bye.output : undefined,
    /** Where somebody most likely came from. */
    backTo: account?.person.kind === 'claimed' ? account.rooms[0]?.room : knownRooms(event.cookies)[0],
    reader: event.locals.reader,
    now: Date.now(),
  };
}

export const youActions = {
  rename: async (event) => {
    const name = (await fieldsOf(event.request))('name') ?? '';
    const introduction = await roomsOf(event).introduce(authOf(event), name);
    if ('refused' in introduction)
      return failWith(event, introduction, {
        at: 'name',
        name,
        wrong: nameRefusal(introduction.refused),
      } as const);
    if ('denied' in introduction)
      return failWith(event, introduction, { at: 'name', name, wrong: denial(introduction) } as const);
    keepToken(event.cookies, event.url, introduction.token);
    redirect(303, event.url.pathname);
  },

  face: async (event) => {
    const field = await fieldsOf(event.request);
    const face = field('none') === undefined ? (field('face') ?? '') : '';
    const kept = await roomsOf(event).keepFace(authOf(event), face);
    if ('refused' in kept)
      return failWith(event, kept, { at: 'face', face, wrong: refusalWords[kept.refused] } as const);
    if ('denied' in kept) return failWith(event, kept, { at: 'face', face, wrong: denial(kept) } as const);
    redirect(303, event.url.pathname);
  },

  look: async (event) => {
    const chosen = chosenIn(await fieldsOf(event.request));
    const { cookies, url } = event;
    if (chosen.theme) keepPlainCookie(cookies, url, themeCookie, chosen.theme);
    if (chosen.density) keepPlainCookie(cookies, url, densityCookie, chosen.density);
    // A guest has no device but this one, and leaves nothing of the kind behind.
    const you = await roomsOf(event).whoIs(authOf(event));
    if (you && you.person.kind !== 'guest') await roomsOf(event).keepPreferences(authOf(event), chosen);
    redirect(303, event.url.pathname);
  },

  namePasskey: async (event) => {
    const field = await fieldsOf(event.request);
    const [id = '', label = ''] = [field('id'), field('label')];
    const named = await roomsOf(event).namePasskey(authOf(event), id, label);
    if ('refused' in named)
      return failWith(event, named, {
        at: 'passkey',
        id,
        label,
        wrong: nameRefusal(named.refused),
      } as const);
    if ('denied' in named)
      return failWith(event, named, { at: 'passkey', id, label, wrong: denial(named) } as const);
    redirect(303, event.url.pathname);
  },

  removePasskey: async (event) => {
    const id = (await fieldsOf(event.request))('id') ?? '';
    const removed = await roomsOf(event).removePasskey(authOf(event), id);
    if ('refused' in removed)
      return failWith(event, removed, { at: 'passkey', id, wrong: refusalWords[removed.refused] } as const);
    if ('denied' in removed)
      return failWith(event, removed, { at: 'passkey', id, wrong: denial(removed) } as const);
    redirect(303, event.url.pathname);
  },

  signOut: async (event) => {
    const everywhere = (await fieldsOf(event.request))('everywhere') !== undefined;
    // Whoever is not signed in any more is out already.
    await roomsOf(event).signOut(authOf(event), everywhere);
    leave(event, everywhere ? 'everywhere' : 'out');
  },

  /** Asked twice: the first answer is shown again, and only the second does anything. */
  forget: async (event) => {
    const field = await fieldsOf(event.request);
    const choice = v.parse(WordsOrNot, field('words'));
    if (field('sure') === undefined) return { at: 'forget', choice } as const;
    const forgotten = await roomsOf(event).forgetMe(authOf(event), choice);
    if ('denied' in forgotten)
      return failWith(event, forgotten, { at: 'forget', choice, wrong: denial(forgotten) } as const);
    leave(event, choice);
  },
} satisfies Actions;

const denial = ({ denied }: Denied) => denialWords[denied];

function leave({ cookies, setHeaders }: RequestEvent, bye: v.InferOutput<typeof Bye>): never {
  // Or the way back would lead to their pages. What else this browser keeps of them the next page clears.
  setHeaders({ 'clear-site-data': '"cache"' });
  dropToken(cookies);
  forgetKnownRooms(cookies);
  redirect(303, `/you?bye=${bye}`);
}
