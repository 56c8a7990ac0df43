import { messagePath } from '$lib/room-path.ts';
import type { Changeable } from '$lib/transcript.ts';
import { messageWords } from '$lib/words/en/message.ts';
import { reactionWords } from '$lib/words/en/reactions.ts';
import type { Person } from '$protocol/message.ts';
import { howPressed } from './goes-on-writing.ts';
import type { MessageAction } from './MessageActions.svelte';
import type { RoomContext } from './room-context.svelte.ts';

/** What is done most with a line, beside it. All else is behind “More”. Without a script it is done on the message's own page. */
export function messageActions(
  line: Changeable,
  author: Person,
  own: boolean,
  context: RoomContext,
): MessageAction[] {
  const { address, actions, composerBlock, mayWrite, room } = context;
  const href = messagePath(address, line.message.seq);
  // Out of an old page it is done on that page as well, which a new tab shows too.
  const link = (
    icon: MessageAction['icon'],
    label: string,
    press: (event: MouseEvent, from: HTMLElement) => void,
  ): MessageAction => ({
    icon,
    label,
    href,
    press: (event, from) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      press(event, from);
    },
  });
  const react = link('smile', reactionWords.react, (event, from) =>
    actions.askForReaction(line, from, howPressed(event)),
  );
  const reply = link('reply', messageWords.reply, () => actions.reply(line, author));
  // Whoever came by keyboard goes on from here. Whoever pointed goes on writing.
  const edit: MessageAction = {
    icon: 'pencil',
    label: messageWords.edit,
    press: (event, _, back) => actions.edit(line, howPressed(event) === 'keyboard' ? back : undefined),
  };
  const more = link('more', messageWords.more, (event, from) =>
    actions.openMenu({ line, author, own }, from, howPressed(event)),
  );
  const onPage = ({ press: _, ...action }: MessageAction): MessageAction => ({ ...action, press: () => {} });
  const answers = room.speaks ? [react, reply] : [react, reply].map(onPage);
  return [
    ...(mayWrite ? answers : []),
    ...(own && room.speaks && composerBlock === undefined ? [edit] : []),
    more,
  ];
}
