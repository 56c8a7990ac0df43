const key = 'lull/sound';

/** Whether whoever sits here wants to hear of being mentioned. Kept by this browser alone: each device has its own surroundings. */
export function wantsSound(): boolean {
  try {
    return localStorage.getItem(key) === 'mentions';
  } catch {
    return false;
  }
}

export function chooseSound(isWanted: boolean): void {
  try {
    if (isWanted) localStorage.setItem(key, 'mentions');
    else localStorage.removeItem(key);
  } catch {
    // Then it stays off.
  }
}
