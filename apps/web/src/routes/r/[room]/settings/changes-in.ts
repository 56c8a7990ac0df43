import type { Action } from '$protocol/actions.ts';
import type { Settings } from '$protocol/settings.ts';

type Changes = Omit<Action & { do: 'settings' }, 'do'>;
type Field = (name: string) => string | undefined;

const texts = ['title', 'topic', 'visibility', 'posting', 'inviting', 'pinning'] as const;

/**
 * What somebody changed in a form that brings with each field what it was: what others have changed meanwhile stays
 * as it is. The Worker checks the values.
 */
export function changesIn(field: Field): Changes {
  const changes: Record<string, string | number | boolean> = {};
  for (const name of texts) {
    const value = field(name)?.trim();
    if (value !== undefined && value !== field(`was-${name}`)) changes[name] = value;
  }
  const slowS = field('slowS');
  if (slowS !== undefined && slowS !== field('was-slowS')) changes['slowS'] = Number(slowS);
  // A box that is not ticked is not in the form at all.
  for (const name of ['locked', 'threads'] as const) {
    const was = field(`was-${name}`);
    const isOn = field(name) !== undefined;
    if (was !== undefined && isOn !== (was === 'true')) changes[name] = isOn;
  }
  return changes as Changes & Partial<Settings>;
}
