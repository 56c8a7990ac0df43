import type { RoomReadState } from './read-state.ts';

/**
 * What is to be told of what waits in a room, undefined where nothing is: of a muted one only what is meant for whoever looks
 * counts.
 */
export function unreadTold<State extends Pick<RoomReadState, 'unread' | 'meant' | 'muted'>>(
  state: State,
): State | undefined {
  const told = state.muted ? { ...state, unread: state.meant } : state;
  return told.unread > 0 || told.meant > 0 ? told : undefined;
}
