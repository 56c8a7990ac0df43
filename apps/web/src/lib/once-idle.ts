/** What every page of somebody with a name does without until it has nothing better to do. */
export { badgeWith, followPerson } from './browser/follow-person.ts';
export { default as Switcher } from './switcher/Switcher.svelte';
