import type { Action } from '../../protocol/actions.ts';
import { limits } from '../../protocol/limits.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Settings } from '../../protocol/settings.ts';
import { tidyLine } from '../../protocol/words.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';
import type { History } from './history.ts';
import { enrol } from './membership.ts';
import type { KeptSettings } from './store.ts';

type Changes = Partial<Settings>;

export function changeSettings(
  audited: AuditedAct,
  history: History,
  kept: KeptSettings,
  { do: _, ...wanted }: Extract<Action, { do: 'settings' }>,
): Outcome {
  const tidied = tidySettings(wanted);
  if ('refused' in tidied) return tidied;
  const changes = differing(kept.settings, tidied.changes);
  if (Object.keys(changes).length === 0) return done();
  const settings = { ...kept.settings, ...changes };
  const closes = changes.visibility === 'private';
  return writeDown(audited, { action: 'settings', details: changes }, () => {
    if (closes) enrolEverybodyWhoSpoke(audited, history);
    audited.store.settings.write({ ...kept, settings });
    const news = { is: 'settings', settings } as const;
    // Those who may not stay are gone before the others hear of it.
    return closes ? done({ is: 'ranks' }, news) : done(news);
  });
}

/** Titles and topics are one line, by the rules of a person's name, and may be empty. */
export function tidySettings(wanted: Changes): { changes: Changes } | Refusal {
  const changes = { ...wanted };
  for (const [key, most] of lines) {
    const raw = wanted[key];
    if (raw === undefined) continue;
    const tidied = tidyLine(raw, most);
    if ('refused' in tidied) return tidied;
    changes[key] = tidied.line;
  }
  return { changes };
}

const lines = [
  ['title', limits.titleLetters],
  ['topic', limits.topicLetters],
] as const;

function differing(settings: Settings, wanted: Changes): Changes {
  const keys = Object.keys(wanted) as (keyof Settings)[];
  return Object.fromEntries(
    keys.filter((key) => wanted[key] !== settings[key]).map((key) => [key, wanted[key]]),
  );
}

function enrolEverybodyWhoSpoke(audited: AuditedAct, history: History): void {
  const { people, members, sanctions } = audited.store;
  for (const id of history.authors()) {
    const person = people.known(id);
    const isIn = members.roleOf(id) !== 'guest' || sanctions.of(id, 'banned', audited.at);
    if (person && !person.left && !isIn) enrol(audited, person, 'member');
  }
}
