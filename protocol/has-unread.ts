import type { RoomReadState } from './read-state.ts';

/** Whether something waits in a room that is to be told: of a muted one only what is meant for whoever looks. */
export const hasUnread = ({
  unread,
  meant,
  muted,
}: Pick<RoomReadState, 'unread' | 'meant' | 'muted'>): boolean => meant > 0 || (unread > 0 && !muted);
