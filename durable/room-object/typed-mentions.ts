import { limits } from '../../protocol/limits.ts';
import type { PersonId } from '../../protocol/message.ts';
import { withMentions } from '../../protocol/text/mentions.ts';
import { tidyText } from '../../protocol/words.ts';
import { may } from '../room/permissions.ts';
import type { Room } from '../room/room.ts';
import type { Audience } from './audience.ts';

/**
 * What was typed without a script, which makes mentions of names elsewhere. It may mean whoever is told of as present, members, and
 * those who were seen last: of two of one name the first of these. What cannot be said comes back as it is, to be refused.
 */
export function withTypedMentions(
  typed: string,
  by: PersonId,
  room: Room,
  audience: Pick<Audience, 'roster'>,
): string {
  const tidied = tidyText(typed);
  if ('refused' in tidied || !tidied.text.includes('@')) return typed;
  const { members, people } = room.store;
  const meant = [
    ...audience.roster(() => room.messages.speakers(), by).present,
    ...members.all().map(({ person }) => person),
    ...people.latest(limits.pageMessages),
  ];
  return withMentions(tidied.text, meant, may(members.roleOf(by), 'here', room.settings));
}
