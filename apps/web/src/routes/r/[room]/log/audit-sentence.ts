import { nameAtStart, nameOf } from '$lib/person-name.ts';
import { logWords } from '$lib/words/en/log.ts';
import { aRoleWords } from '$lib/words/en/roles.ts';
import { spanOf } from '$lib/words/en/span.ts';
import type { Role } from '$protocol/roles.ts';
import type { AuditEntry } from '$protocol/rooms.ts';
import { settingsSentence } from './settings-sentence.ts';

/** One entry of a room's log as one sentence: Priya muted Dmitri for an hour: “capitals, three times”. */
export function auditSentence(entry: AuditEntry): string {
  const deed = deedOf(entry);
  return entry.why ? logWords.because(deed, entry.why) : `${deed}.`;
}

function deedOf({ action, by: person, whom: other, details = {} }: AuditEntry): string {
  const by = nameAtStart(person);
  const whom = whomOf(person.id, other);
  switch (action) {
    case 'made':
    case 'accept':
    case 'leave':
    case 'revoke':
      return logWords[action](by);
    case 'invite':
      return logWords.invite(by, numberIn(details, 'uses'), spanIn(details));
    case 'unmute':
    case 'kick':
    case 'unban':
    case 'remove':
    case 'report':
    case 'pin':
    case 'unpin':
    case 'transfer':
      return logWords[action](by, whom);
    case 'thread': {
      const { named, done } = details;
      return logWords.thread(by, whom, named as boolean | undefined, done as boolean | undefined);
    }
    case 'mute':
      return logWords.mute(by, whom, spanIn(details) ?? '');
    case 'ban': {
      const ban = logWords.ban(by, whom, spanIn(details));
      return details['address'] === true ? logWords.banAddress(ban) : ban;
    }
    case 'role':
      return logWords.role(by, whom, aRoleWords[details['role'] as Role] ?? aRoleWords.guest);
    case 'settings':
      return logWords.settings(by, settingsSentence(details));
    default:
      return logWords.unknown(by);
  }
}

type Details = NonNullable<AuditEntry['details']>;

function numberIn(details: Details, key: string): number | undefined {
  const value = details[key];
  return typeof value === 'number' ? value : undefined;
}

function spanIn(details: Details): string | undefined {
  const seconds = numberIn(details, 'forS');
  return seconds === undefined ? undefined : spanOf(seconds);
}

function whomOf(by: string, whom: AuditEntry['whom']): string {
  if (!whom) return logWords.someone;
  return whom.id === by ? logWords.yourself : nameOf(whom);
}
