import type { Person, PersonId } from '../message.ts';

/** The client of version 6 as it was released, made by `node bin/keep-client.mjs`, so far as tests look at it. */
export class Chat {
  constructor(ports: object, beginning: object);
  start(): void;
  pause(): void;
  say(text: string): unknown;
  edit(message: object, text: string): unknown;
  delete(message: object): void;
  readonly connection: { is: string };
  readonly outbox: { unsent: readonly object[] };
  readonly roster: { people: readonly (Omit<Person, 'kind'> & { guest: boolean })[] };
  readonly timeline: {
    upTo: number;
    messages: readonly { seq: number; id: string; by: { id: PersonId; guest: boolean }; text: string; deleted?: true }[];
  };
}
