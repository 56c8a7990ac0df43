import { limits } from '../../protocol/limits.ts';
import type { Message, MessageRef, Seq } from '../../protocol/message.ts';
import type { Pinned } from '../../protocol/rooms.ts';
import { type AuditedAct, done, type Outcome, writeDown } from './audited-act.ts';
import type { History } from './history.ts';
import type { RoomStore } from './store.ts';

/** The places of what is pinned, the newest pin first. */
export const pinsOf = (history: History): Seq[] => history.pins().map(({ message }) => message);

export function pin(audited: AuditedAct, history: History, ref: MessageRef): Outcome {
  const message = standing(history, ref);
  if ('refused' in message) return message;
  const pins = pinsOf(history);
  if (pins.includes(message.seq)) return done();
  if (pins.length >= limits.pins) return { refused: 'too-many' };
  const { by, at } = audited;
  return writeDown(audited, { action: 'pin', whom: message.by, message: message.seq }, () => {
    history.pin({ message: message.seq, by: by.id, at });
    return done({ is: 'pins', pins: pinsOf(history) });
  });
}

export function unpin(audited: AuditedAct, history: History, ref: MessageRef): Outcome {
  const message = standing(history, ref);
  if ('refused' in message) return message;
  if (!pinsOf(history).includes(message.seq)) return done();
  return writeDown(audited, { action: 'unpin', whom: message.by, message: message.seq }, () => {
    history.unpin(message.seq);
    return done({ is: 'pins', pins: pinsOf(history) });
  });
}

/** All that is pinned, as it stands. */
export function pinnedIn(store: RoomStore, history: History): Pinned[] {
  return history.pins().flatMap(({ message: seq, by: id, at }) => {
    const message = history.at(seq);
    const by = store.people.known(id) ?? { id, name: '', kind: 'guest', left: true };
    return message ? [{ message, by, at }] : [];
  });
}

function standing(
  history: History,
  { seq, id }: MessageRef,
): Message | Extract<Outcome, { refused: string }> {
  const message = history.at(seq);
  if (message?.id !== id) return { refused: 'no-such-message' };
  return message.deleted ? { refused: 'deleted' } : message;
}
