import type { Chat } from '$client/chat.ts';

/**
 * Tells the chat what happens to the page and the line; returns how to stop. A page that goes away closes its
 * socket, because browsers keep no page with an open one for the way back.
 */
export function followPage(chat: Pick<Chat, 'start' | 'pause' | 'nudge'>): () => void {
  const off = new AbortController();
  const { signal } = off;
  const visible = () => document.visibilityState === 'visible' && chat.nudge();
  addEventListener('pagehide', chat.pause, { signal });
  addEventListener('pageshow', chat.start, { signal });
  addEventListener('online', chat.nudge, { signal });
  addEventListener('offline', chat.nudge, { signal });
  document.addEventListener('visibilitychange', visible, { signal });
  chat.start();
  return () => {
    off.abort();
    chat.pause();
  };
}
