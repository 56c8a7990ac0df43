import { messagePath } from '$lib/room-path.ts';
import type { Changeable } from '$lib/transcript.ts';
import { messageWords } from '$lib/words/en/message.ts';
import { reactionWords } from '$lib/words/en/reactions.ts';
import type { Person } from '$protocol/message.ts';
import { goesOnWriting } from './goes-on-writing.ts';
import type { MessageAction } from './MessageActions.svelte';
import type { ModerationQuestion } from './moderation-question.ts';
import type { RoomContext } from './room-context.svelte.ts';

/** Without a script, and out of an old page, it is done on the message's own page. */
function react(line: Changeable, { address, actions, room }: RoomContext): MessageAction {
  return {
    icon: 'smile',
    label: reactionWords.react,
    href: messagePath(address, line.message.seq),
    press: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !room.speaks) return;
      event.preventDefault();
      actions.askForReaction(line, event);
    },
  };
}

/** Without a script it is done on the message's own page. */
function reply(line: Changeable, author: Person, { address, actions, room }: RoomContext): MessageAction {
  return {
    icon: 'reply',
    label: messageWords.reply,
    href: messagePath(address, line.message.seq),
    press: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !room.speaks) return;
      event.preventDefault();
      actions.reply(line, author);
    },
  };
}

/** What can be done with a line of one's own. */
export function ownActions(line: Changeable, author: Person, context: RoomContext): MessageAction[] {
  const { actions, composerBlock, mayWrite } = context;
  const { edit, delete: label } = messageWords;
  // Whoever came by keyboard goes on from here. Whoever pointed goes on writing.
  const edits: MessageAction = {
    icon: 'pencil',
    label: edit,
    press: ({ detail }, back) => actions.edit(line, detail === 0 ? back : undefined),
  };
  const deletes: MessageAction = {
    icon: 'trash',
    label,
    press: (event, back) => actions.askToDelete(line, goesOnWriting(event) ? undefined : back),
  };
  // Words can always be taken back.
  return [
    ...(mayWrite ? [react(line, context)] : []),
    ...(mayWrite ? [reply(line, author, context)] : []),
    ...(composerBlock === undefined ? [edits] : []),
    deletes,
  ];
}

/** What can be done about somebody else's. Without a script it is done on the message's own page. */
export function othersActions(line: Changeable, author: Person, context: RoomContext): MessageAction[] {
  const { address, actions, isModerator, mayWrite } = context;
  const action = (what: ModerationQuestion['what']): MessageAction => ({
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
  return [
    ...(mayWrite ? [react(line, context)] : []),
    ...(mayWrite ? [reply(line, author, context)] : []),
    action('report'),
    ...(isModerator ? [action('remove')] : []),
  ];
}
