import { goto, invalidateAll, preloadCode } from '$app/navigation';
import { tellRenaming } from '$lib/browser/renaming.ts';
import { nameRefusal, refusalWords } from '$lib/words/en/refusals.ts';
import { roomWords } from '$lib/words/en/room.ts';
import type { Refusal } from '$protocol/refusals.ts';
import type { RoomContext } from '../room-context.svelte.ts';
import { type CommandOutcome, refused } from './command-outcome.ts';
import { commandNamed } from './commands.ts';
import { fetchMentionable } from './mentionable.ts';
import { personAmong } from './person-named.ts';
import { readCommand } from './read-command.ts';
import { act, rename } from './room-actions.ts';
import { explainUnknown, runCommand } from './run-command.ts';

/**
 * Does, or says, what was typed behind a slash.
 * @param say says a message as it is typed
 * @param offerAll shows all commands that there are
 */
export async function doTyped(
  typed: string,
  context: RoomContext,
  say: (text: string) => Refusal | undefined,
  offerAll: () => void,
): Promise<CommandOutcome> {
  const { room, address } = context;
  const read = readCommand(typed);
  if (read.is === 'text') {
    const refusal = say(read.text);
    return refusal ? refused(refusalWords[refusal.refused]) : { is: 'said' };
  }
  if (read.is === 'unknown') return refused(explainUnknown(read.name, room.role));
  const effect = commandNamed(read.name)?.does.is;
  if (effect === 'helps' && read.argument === '') {
    offerAll();
    return { is: 'done' };
  }
  // Whoever is to be muted, or has that name, may have gone.
  if (effect === 'sanctions' || effect === 'lifts' || effect === 'renames')
    room.meet((await fetchMentionable(address, '')) ?? []);
  return runCommand(read, {
    room: address,
    role: room.role,
    settings: room.settings,
    say,
    act: (action) => act(address, action),
    async rename(name) {
      // Whoever took it would be asked for another in place of the composer.
      const small = name.toLowerCase();
      const isTaken = context.mentionable.some(
        (one) => one.id !== context.youId && one.name.toLowerCase() === small,
      );
      if (isTaken) return { sentence: nameRefusal('name-taken') };
      const renamed = await rename(name);
      if (!('person' in renamed)) return renamed;
      tellRenaming(renamed.person);
      await invalidateAll();
      return renamed;
    },
    async goTo(path) {
      // A page that cannot be had would take the room's place.
      const head = { method: 'HEAD', signal: AbortSignal.timeout(10_000) };
      const isThere = await Promise.all([preloadCode(path), fetch(path, head)]).then(
        () => true,
        () => false,
      );
      if (!isThere) return { sentence: roomWords.unreached };
      void goto(path);
      return undefined;
    },
    askIn: context.actions.askSomebodyIn,
    personNamed: personAmong(context.mentionable),
  });
}
