import type { Person, PersonId } from '$protocol/message.ts';

/** What a text is read by: whom its mentions mean, who reads it, and what rooms here are called. */
export interface TextContext {
  /** As far as that is known. */
  personOf(id: PersonId): Person | undefined;
  /** Where a mention of somebody leads; undefined where it is no link. */
  personHref?(id: PersonId): string | undefined;
  readonly youId: PersonId | undefined;
  /** @param room its address */
  titleOf(room: string): string;
}
