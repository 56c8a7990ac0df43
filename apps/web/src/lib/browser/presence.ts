import type { Chat } from '$client/chat.ts';
import { noticeWaking } from './wake.ts';

/**
 * Tells the chat what happens to the page, the line and the computer; returns how to stop. A page that goes away
 * closes its socket, because browsers keep no page with an open one for the way back.
 */
export function followPage(chat: Pick<Chat, 'start' | 'pause' | 'nudge' | 'doubt'>): () => void {
  const off = new AbortController();
  const { signal } = off;
  const visible = () => document.visibilityState === 'visible' && chat.nudge();
  addEventListener('pagehide', chat.pause, { signal });
  addEventListener('pageshow', chat.start, { signal });
  addEventListener('online', chat.nudge, { signal });
  addEventListener('offline', chat.doubt, { signal });
  document.addEventListener('visibilitychange', visible, { signal });
  // A tab that was frozen in the background. Only Chromium does that, and says so.
  document.addEventListener('resume', chat.nudge, { signal });
  const stopNoticing = noticeWaking(chat.nudge);
  chat.start();
  return () => {
    off.abort();
    stopNoticing();
    chat.pause();
  };
}
