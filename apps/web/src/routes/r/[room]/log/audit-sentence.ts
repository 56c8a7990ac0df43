import { nameAtStart, nameOf } from '$lib/person-name.ts';
import { words } from '$lib/words/words.ts';
import type { Role } from '$protocol/roles.ts';
import type { AuditEntry } from '$protocol/rooms.ts';
import { settingsSentence } from './settings-sentence.ts';

/** One entry of a room's log as one sentence: Priya muted Dmitri for an hour: “capitals, three times”. */
export function auditSentence(entry: AuditEntry): string {
  const deed = deedOf(entry);
  return entry.why ? words.audit.because(deed, entry.why) : `${deed}.`;
}

function deedOf({ action, by: person, whom: other, details = {} }: AuditEntry): string {
  const { audit, keeping } = words;
  const by = nameAtStart(person);
  const whom = whomOf(person.id, other);
  switch (action) {
    case 'made':
    case 'accept':
    case 'leave':
    case 'revoke':
      return audit[action](by);
    case 'invite':
      return audit.invite(by, numberIn(details, 'uses'), spanIn(details));
    case 'unmute':
    case 'kick':
    case 'unban':
    case 'remove':
    case 'report':
    case 'transfer':
      return audit[action](by, whom);
    case 'mute':
      return audit.mute(by, whom, spanIn(details) ?? '');
    case 'ban': {
      const ban = audit.ban(by, whom, spanIn(details));
      return details['address'] === true ? audit.banAddress(ban) : ban;
    }
    case 'role':
      return audit.role(by, whom, keeping.aRole[details['role'] as Role] ?? keeping.aRole.guest);
    case 'settings':
      return audit.settings(by, settingsSentence(details));
  }
}

type Details = NonNullable<AuditEntry['details']>;

function numberIn(details: Details, key: string): number | undefined {
  const value = details[key];
  return typeof value === 'number' ? value : undefined;
}

function spanIn(details: Details): string | undefined {
  const seconds = numberIn(details, 'forS');
  return seconds === undefined ? undefined : words.spanOf(seconds);
}

function whomOf(by: string, whom: AuditEntry['whom']): string {
  if (!whom) return words.audit.someone;
  return whom.id === by ? words.audit.yourself : nameOf(whom);
}
