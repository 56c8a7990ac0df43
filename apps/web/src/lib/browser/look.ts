/** Whether a person looks at this tab. One that nobody looks at may be slowed down or frozen at any time. */
export type Look = {
  isSeen(): boolean;
  /** Calls back whenever they begin to, perhaps twice in a row; returns how to stop. */
  onSeen(callback: () => void): () => void;
};

export const lookAtThisTab: Look = {
  isSeen: () => document.visibilityState === 'visible',
  onSeen(callback) {
    const off = new AbortController();
    document.addEventListener('visibilitychange', () => lookAtThisTab.isSeen() && callback(), off);
    // Of two windows side by side, both are visible.
    addEventListener('focus', callback, off);
    return () => off.abort();
  },
};
