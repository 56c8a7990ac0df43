/** What a room's first screen does without. Loaded once the page has nothing better to do, or by whoever is quicker. */
export { knownTimes, noteAsLeft } from '$lib/browser/known-times.ts';
export { offerRoom } from '$lib/browser/offer-room.ts';
export { watchUnseen } from '$lib/browser/unseen.ts';
export { watchAway } from '$lib/browser/watch-away.ts';
export { default as Announcer } from './Announcer.svelte';
export { default as KeepOffer } from './KeepOffer.svelte';
export { default as PanelToggles } from './PanelToggles.svelte';
export { default as PeopleFilter } from './PeopleFilter.svelte';
export { watchPresses } from './presses.ts';
export { default as RemovedFromRoom } from './RemovedFromRoom.svelte';
export { default as RoomArranger } from './RoomArranger.svelte';
export { default as RoomDialogs } from './RoomDialogs.svelte';
export { default as RoomsWidth } from './RoomsWidth.svelte';
export { watchReading } from './read-watch.svelte.ts';
export { namedLike } from './roster-order.ts';
export { default as TypingLine } from './TypingLine.svelte';
export { default as UnreadPill } from './UnreadPill.svelte';
export { default as UnsentState } from './UnsentState.svelte';
