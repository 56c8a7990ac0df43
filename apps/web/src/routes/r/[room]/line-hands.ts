import { messagePath } from '$lib/room-path.ts';
import type { Changeable } from '$lib/transcript.ts';
import { messageWords } from '$lib/words/en/message.ts';
import type { Person } from '$protocol/message.ts';
import { goesOnWriting } from './goes-on-writing.ts';
import type { KeepQuestion } from './keep-question.ts';
import type { Hand } from './LineHands.svelte';
import type { RoomContext } from './room-context.svelte.ts';

/** What can be done with a line of one's own. */
export function ownHands(line: Changeable, { actions, barring }: RoomContext): Hand[] {
  const { edit, delete: label } = messageWords;
  // Whoever came by keyboard goes on from here. Whoever pointed goes on writing.
  const edits: Hand = {
    icon: 'pencil',
    label: edit,
    press: ({ detail }, back) => actions.edit(line, detail === 0 ? back : undefined),
  };
  const deletes: Hand = {
    icon: 'trash',
    label,
    press: (event, back) => actions.askToDelete(line, goesOnWriting(event) ? undefined : back),
  };
  // Words can always be taken back.
  return barring === undefined ? [edits, deletes] : [deletes];
}

/** What can be done about somebody else's. Without a script it is done on the message's own page. */
export function othersHands(
  line: Changeable,
  author: Person,
  { address, actions, isModerator }: RoomContext,
): Hand[] {
  const hand = (what: KeepQuestion['what']): Hand => ({
    icon: what === 'remove' ? 'trash' : 'flag',
    label: messageWords[what],
    href: messagePath(address, line.message.seq),
    press: (event, back) => {
      // In another tab it is a page.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      actions.askToModerate({ what, line, author, back });
    },
  });
  return isModerator ? [hand('report'), hand('remove')] : [hand('report')];
}
