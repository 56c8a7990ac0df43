import { titleOf } from '$lib/room-title.ts';
import { commandWords } from '$lib/words/en/commands.ts';
import { spanOf } from '$lib/words/en/span.ts';
import type { Action } from '$protocol/actions.ts';
import { limits } from '$protocol/limits.ts';
import type { Settings } from '$protocol/settings.ts';
import { type CommandOutcome, lineOf, refused } from './command-outcome.ts';
import type { CommandPorts } from './run-command.ts';
import { whileIn } from './while-in.ts';

type Setting = 'title' | 'topic' | 'slowS';
type Change = Action & { do: 'settings' };

/** Tells how a setting is, or makes it what was typed. */
export async function setOrTell(
  setting: Setting,
  typed: string,
  { act, settings, room }: CommandPorts,
): Promise<CommandOutcome> {
  if (typed === '') return { is: 'done', sentence: told(setting, settings, room) };
  const change = setting === 'slowS' ? waitIn(typed) : lineIn(setting, typed);
  if ('wrong' in change) return refused(change.wrong);
  const acted = await act(change);
  if ('sentence' in acted) return refused(acted.sentence);
  return { is: 'done', sentence: nowTold(change) };
}

function told(setting: Setting, settings: Settings, room: string): string {
  if (setting === 'topic') return commandWords.topicIs(settings.topic);
  if (setting === 'title') return commandWords.titleIs(titleOf(room, settings));
  return commandWords.slowIs(settings.slowS === 0 ? undefined : spanOf(settings.slowS));
}

function nowTold({ title, slowS }: Change): string {
  if (title !== undefined) return commandWords.titleSet(title);
  if (slowS !== undefined) return commandWords.slowIs(slowS === 0 ? undefined : spanOf(slowS));
  return commandWords.topicSet;
}

function lineIn(setting: 'title' | 'topic', typed: string): Change | { wrong: string } {
  const words = lineOf(typed, setting === 'title' ? limits.titleLetters : limits.topicLetters);
  return 'wrong' in words ? words : { do: 'settings', [setting]: words.line };
}

function waitIn(typed: string): Change | { wrong: string } {
  if (/^(?:off|none|no|stop)$/i.test(typed)) return { do: 'settings', slowS: 0 };
  const found = whileIn(typed, 1);
  if (found?.rest !== '' || found.seconds > limits.slowS) return { wrong: commandWords.noSuchWait };
  return { do: 'settings', slowS: found.seconds };
}
