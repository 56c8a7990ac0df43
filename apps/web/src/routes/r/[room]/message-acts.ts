import { goto } from '$app/navigation';
import { copyText } from '$lib/browser/copy-text.ts';
import { messagePath, permalink, threadPath } from '$lib/room-path.ts';
import type { LineAt } from '$lib/transcript.ts';
import { messageWords } from '$lib/words/en/message.ts';
import { messageMenuWords } from '$lib/words/en/message-menu.ts';
import { pinWords } from '$lib/words/en/pins.ts';
import { reactionWords } from '$lib/words/en/reactions.ts';
import { withNames } from '$protocol/text/mentions.ts';
import { act } from './composer/room-actions.ts';
import type { Pressed } from './goes-on-writing.ts';
import type { MenuItem } from './Menu.svelte';
import { keysFor } from './message-keys.ts';
import type { RoomContext } from './room-context.svelte.ts';

/** Something that can be done with a message. `key`: what does it while the message has the focus, too. */
export type MessageAct = MenuItem & { key: string };

/**
 * All that whoever sits here can do with a message, most usual first.
 *
 * @param at where it stands in the list; undefined where it is not drawn any more
 * @param how they came to it: by keyboard they go on from there, with a pointer they go on writing
 */
export function actsOn(
  { line, author, own }: LineAt,
  context: RoomContext,
  at: HTMLElement | undefined,
  how: Pressed,
): MessageAct[] {
  const { actions, address } = context;
  const { message } = line;
  const back = () => at?.focus({ preventScroll: true });
  const copy = async (text: string, done: string) => {
    const isCopied = await copyText(text);
    actions.tell(isCopied ? done : messageMenuWords.notCopied, isCopied);
  };
  const pin = async (what: 'pin' | 'unpin') => {
    const acted = await act(address, { do: what, message });
    if ('sentence' in acted) actions.tell(acted.sentence, false);
    else actions.tell(what === 'pin' ? messageMenuWords.pinDone : messageMenuWords.unpinDone);
  };
  const moderate = (what: 'remove' | 'report') => () =>
    actions.askToModerate({ what, line, author, back: how === 'pointer' ? actions.write : back });
  const may = keysFor({ line, author, own }, context);
  const isPinned = context.pinned.has(message.seq);
  const acts: MessageAct[] = [
    {
      key: '+',
      icon: 'smile',
      label: reactionWords.react,
      do: () => at && actions.askForReaction(line, at, how),
    },
    { key: 'r', icon: 'reply', label: messageWords.reply, do: () => actions.reply(line, author) },
    {
      key: 't',
      icon: 'thread',
      label:
        line.thread || line.inThread !== undefined ? messageMenuWords.openThread : messageMenuWords.thread,
      do: () => void goto(threadPath(address, line.inThread ?? message.seq)),
    },
    {
      key: 'e',
      icon: 'pencil',
      label: messageWords.edit,
      do: () => actions.edit(line, how === 'keyboard' ? back : undefined),
    },
    {
      key: 'c',
      icon: 'copy',
      label: messageMenuWords.copyText,
      do: () => void copy(withNames(line.text, context.mentionable, true), messageMenuWords.textCopied),
    },
    {
      key: 'l',
      icon: 'link',
      label: messageMenuWords.copyLink,
      do: () =>
        void copy(new URL(permalink(address, message.seq), location.href).href, messageMenuWords.linkCopied),
    },
    {
      key: 'p',
      icon: 'pin',
      label: isPinned ? pinWords.unpin : pinWords.pin,
      do: () => void pin(isPinned ? 'unpin' : 'pin'),
    },
    {
      key: 'u',
      icon: 'unread',
      label: messageMenuWords.markUnread,
      do: () => {
        context.room.markUnread(message.seq);
        actions.tell(messageMenuWords.markedUnread);
      },
    },
    {
      key: 'h',
      icon: 'clock',
      label: messageMenuWords.history,
      do: () => void goto(`${messagePath(address, message.seq)}#earlier`),
    },
    { key: '!', icon: 'flag', label: messageWords.report, do: moderate('report') },
    own
      ? {
          key: 'Delete',
          icon: 'trash',
          label: messageWords.delete,
          isDangerous: true,
          do: () => actions.askToDelete(line, how === 'pointer' ? undefined : back),
        }
      : {
          key: 'Delete',
          icon: 'trash',
          label: messageWords.remove,
          isDangerous: true,
          do: moderate('remove'),
        },
  ];
  return acts.filter(({ key }) => may.has(key));
}
