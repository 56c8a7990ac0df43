const saidKey = 'lull/said';
const offerAfter = 10;

/**
 * To be called for each message that whoever sits here says as a guest. True once in a browser: at the tenth, when
 * it is time to offer that their name be kept.
 */
export function isTimeToOffer(): boolean {
  try {
    const said = Number(localStorage.getItem(saidKey) ?? 0) + 1;
    if (said > offerAfter) return false;
    localStorage.setItem(saidKey, `${said}`);
    return said === offerAfter;
  } catch {
    // A browser that notes nothing would be asked again and again.
    return false;
  }
}
